using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>What a second professional sees: the answers, and of the client the age.</summary>
public sealed record AskedSecondOpinion
{
    public required Guid Id { get; init; }

    /// <summary>Null while nobody has given it.</summary>
    public DateTime? GivenAtUtc { get; init; }

    public bool IsGivenByActor { get; init; }
    public required int AgeYears { get; init; }
    public required string? TemplateId { get; init; }
    public required IReadOnlyDictionary<string, int> Answers { get; init; }
    public required IReadOnlyList<NeedReason> NeedReasons { get; init; }

    // A record prints every field, and these are about a client.
    public override string ToString() => $"{nameof(AskedSecondOpinion)} {Id}";
}
