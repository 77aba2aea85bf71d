namespace Palveluohjaus.Guidance.Clients;

/// <summary>A client who may be the same person as another.</summary>
/// <param name="Client">Who, as far as may be shown.</param>
/// <param name="IsCertain">True for the same identity code: then there is nothing to weigh.</param>
/// <param name="Grounds">Why they may be the same.</param>
public sealed record LikelyDuplicate(ClientHit Client, bool IsCertain, IReadOnlyList<DuplicateGround> Grounds);

/// <summary>Two clients of the register who may be one.</summary>
public sealed record DuplicatePair(ClientHit Earlier, ClientHit Later, IReadOnlyList<DuplicateGround> Grounds);

public enum DuplicateGround
{
    SameIdentityCode,

    /// <summary>And a name that is the same, or spelt otherwise.</summary>
    SameBirthDateAndSimilarName,
    SamePhone,
}
