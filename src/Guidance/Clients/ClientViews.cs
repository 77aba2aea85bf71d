using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>As much of a client as a list shows.</summary>
public sealed record ClientHitView
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required int BirthYear { get; init; }

    /// <summary>Null for a protected client.</summary>
    public required string? MunicipalityCode { get; init; }

    public required bool IsProtected { get; init; }

    public override string ToString() => $"{nameof(ClientHitView)} {Id}";

    internal static ClientHitView Of(ClientHit hit) => new()
    {
        Id = hit.Id,
        Name = hit.Name,
        BirthYear = hit.DateOfBirth.Year,
        MunicipalityCode = hit.MunicipalityCode,
        IsProtected = hit.IsProtected,
    };
}

/// <inheritdoc cref="ClientHits"/>
public sealed record ClientHitsView(IReadOnlyList<ClientHitView> Clients, bool IsCut, SearchReading ReadAs);

/// <summary>A client who may be the same person.</summary>
public sealed record LikelyDuplicateView(ClientHitView Client, bool IsCertain, IReadOnlyList<DuplicateGround> Grounds)
{
    internal static LikelyDuplicateView Of(LikelyDuplicate duplicate) => new(ClientHitView.Of(duplicate.Client), duplicate.IsCertain, duplicate.Grounds);
}

/// <summary>Two clients who may be one person.</summary>
public sealed record DuplicatePairView(ClientHitView Earlier, ClientHitView Later, IReadOnlyList<DuplicateGround> Grounds);

/// <summary>Where a new client is read.</summary>
public sealed record ClientCreatedView(Guid Id);

/// <summary>One client.</summary>
public sealed record ClientView
{
    /// <summary>Another one than was asked for, when that was merged into this.</summary>
    public required Guid Id { get; init; }

    public required string GivenName { get; init; }
    public required string FamilyName { get; init; }
    public required DateOnly DateOfBirth { get; init; }
    public required Sex Sex { get; init; }
    public required string? IdentityCode { get; init; }
    public required ServiceLanguage ServiceLanguage { get; init; }
    public required bool NeedsInterpreter { get; init; }
    public required string? InterpreterLanguage { get; init; }
    public required ContactPreference? PreferredContact { get; init; }
    public required bool IsProtected { get; init; }

    /// <summary>Null for a protected client: it is hidden, not missing.</summary>
    public required ProtectedDetails? Reach { get; init; }

    public required IReadOnlyList<ConsentNow> Consents { get; init; }

    /// <summary>To be sent back with a change.</summary>
    public required int Version { get; init; }

    public override string ToString() => $"{nameof(ClientView)} {Id}";

    internal static ClientView Of(ClientDetails details) => new()
    {
        Id = details.Id,
        GivenName = details.GivenName,
        FamilyName = details.FamilyName,
        DateOfBirth = details.DateOfBirth,
        Sex = details.Sex,
        IdentityCode = details.IdentityCode?.Value,
        ServiceLanguage = details.ServiceLanguage,
        NeedsInterpreter = details.NeedsInterpreter,
        InterpreterLanguage = details.InterpreterLanguage,
        PreferredContact = details.PreferredContact,
        IsProtected = details.IsProtected,
        Reach = details.Reach,
        Consents = details.Consents,
        Version = details.Version,
    };
}

/// <summary>A stored change.</summary>
/// <param name="Id">The client.</param>
/// <param name="Version">The client's version now.</param>
/// <param name="Changed">The names of the fields that changed; none when all was as it had been.</param>
public sealed record ClientUpdatedView(Guid Id, int Version, IReadOnlyList<string> Changed);

/// <summary>Those close to a client.</summary>
/// <param name="IsHidden">True for a protected client, whose close ones are not given here.</param>
/// <param name="CloseOnes">Who is close, without those who are protected themselves.</param>
public sealed record RelationsView(bool IsHidden, IReadOnlyList<CloseOne> CloseOnes);

/// <summary>A merge that was made.</summary>
public sealed record MergedView(Guid MergeId, int RowsMoved);

/// <inheritdoc cref="ClientLog"/>
public sealed record ClientLogView(DateTime FromUtc, DateTime ToUtc, bool IsCutToTwoYears, DateTime? ContinuesAtUtc, IReadOnlyList<ClientLogRowView> Rows)
{
    internal static ClientLogView Of(ClientLog log) => new(log.FromUtc, log.ToUtc, log.IsCutToTwoYears, log.ContinuesAtUtc, [.. log.Rows.Select(ClientLogRowView.Of)]);
}

/// <inheritdoc cref="ClientLogRow"/>
public sealed record ClientLogRowView
{
    public required DateTime AtUtc { get; init; }
    public required string Actor { get; init; }
    public required string? WorkerName { get; init; }
    public required UnitView? Unit { get; init; }
    public required AuditAction Action { get; init; }
    public required string Subject { get; init; }
    public required Guid? CaseId { get; init; }
    public required Guid? ContactId { get; init; }
    public required string? Reason { get; init; }

    internal static ClientLogRowView Of(ClientLogRow row) => new()
    {
        AtUtc = row.AtUtc,
        Actor = row.Actor,
        WorkerName = row.WorkerName,
        Unit = row.Unit is null ? null : UnitView.Of(row.Unit),
        Action = row.Action,
        Subject = row.Subject,
        CaseId = row.CaseId,
        ContactId = row.ContactId,
        Reason = row.Reason,
    };
}
