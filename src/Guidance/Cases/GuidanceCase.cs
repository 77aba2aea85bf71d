using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Cases;

/// <summary>A matter that is being guided, from the first contact to its closing.</summary>
public sealed class GuidanceCase
{
    /// <summary>The source of what was recorded in this product, as opposed to an imported log.</summary>
    public const string OwnSource = "palveluohjaus";

    private Guid? _clientId;

    public Guid Id { get; init; } = SpreadId.Create();

    /// <summary>Null for a matter of somebody unknown; it may become known later.</summary>
    public Guid? ClientId { get => _clientId; init => _clientId = value; }

    /// <summary><see cref="OwnSource"/>, or the name of the import profile.</summary>
    public required string Source { get; init; }

    /// <summary>The case's id in its source; null for our own.</summary>
    public string? ExternalId { get; init; }

    public NeedReason? Theme { get; init; }
    public required ContactChannel Channel { get; init; }
    public ServiceLanguage? ServiceLanguage { get; init; }
    public LifeStage? LifeStage { get; init; }
    public string? MunicipalityCode { get; init; }
    public Guid? ResponsibleUnitId { get; private set; }
    public Guid? ResponsibleWorkerId { get; private set; }

    /// <summary>The first contact. Waiting and lead time run from here and never start again at a handoff.</summary>
    public required DateTime ReceivedAtUtc { get; init; }

    /// <summary>
    /// Vireilletulo: when an assessment or service was asked for and what is needed to start was known. Kept apart from the first contact, because laws count
    /// from either.
    /// </summary>
    public DateTime? RaisedAtUtc { get; private set; }

    /// <summary>The highest that any contact was given.</summary>
    public Urgency Urgency { get; private set; }

    public MatterKind Matter { get; private set; }
    public bool HasHighestCareAllowance { get; private set; }
    public bool IsChildNeedingSpecialSupport { get; private set; }

    /// <summary>The nearest of its deadlines that are not met; of a closed case the last one it had. Of an imported case, what its source says.</summary>
    public DateTime? DueAtUtc { get; private set; }

    /// <summary>From when <see cref="DueAtUtc"/> is counted; null when no rule of ours gave it.</summary>
    public DateTime? DueFromUtc { get; private set; }

    /// <summary>Which rule gave it.</summary>
    public string? DueRuleCode { get; private set; }

    /// <summary>Whether it is a law's.</summary>
    public bool IsDueStatutory { get; private set; }

    /// <summary>When the first of its deadlines that are not met is half used; null when none of our rules gives one that runs.</summary>
    public DateTime? HalfAtUtc { get; private set; }

    /// <summary>When the first of them is used for the most part.</summary>
    public DateTime? MostAtUtc { get; private set; }

    /// <summary>May lie before <see cref="ReceivedAtUtc"/> in an imported log: such a case is kept and reported, not mended.</summary>
    public DateTime? ClosedAtUtc { get; private set; }

    public int Version { get; private set; }

    public GuidanceCase AssignTo(Guid? unitId, Guid? workerId)
    {
        ResponsibleUnitId = unitId;
        ResponsibleWorkerId = workerId;
        Version++;
        return this;
    }

    /// <summary>The matter was raised. Once it is, it stays so; the time may be corrected.</summary>
    public GuidanceCase Raise(DateTime raisedAtUtc)
    {
        RaisedAtUtc = raisedAtUtc;
        Version++;
        return this;
    }

    /// <summary>A contact that is less urgent than an earlier one calms nothing.</summary>
    public GuidanceCase BeAtLeast(Urgency urgency)
    {
        if (urgency > Urgency)
        {
            Urgency = urgency;
            Version++;
        }

        return this;
    }

    /// <summary>What a professional has found out about whom and what the case concerns.</summary>
    public GuidanceCase Concern(MatterKind matter, bool hasHighestCareAllowance, bool isChildNeedingSpecialSupport)
    {
        (Matter, HasHighestCareAllowance, IsChildNeedingSpecialSupport) = (matter, hasHighestCareAllowance, isChildNeedingSpecialSupport);
        Version++;
        return this;
    }

    public DeadlineFacts DeadlineFactsOf(DateOnly? dateOfBirth) => new()
    {
        ReceivedAtUtc = ReceivedAtUtc,
        RaisedAtUtc = RaisedAtUtc,
        DateOfBirth = dateOfBirth,
        LifeStage = LifeStage,
        Urgency = Urgency,
        Matter = Matter,
        HasHighestCareAllowance = HasHighestCareAllowance,
        IsChildNeedingSpecialSupport = IsChildNeedingSpecialSupport,
    };

    /// <summary>A due time that no rule gave.</summary>
    public GuidanceCase PromiseBy(DateTime dueAtUtc)
    {
        (DueAtUtc, DueFromUtc, DueRuleCode, IsDueStatutory) = (dueAtUtc, ReceivedAtUtc, null, false);
        Version++;
        return this;
    }

    /// <summary>What is to be warned of at an instant: the highest level of its deadlines.</summary>
    public WarningLevel WarningAt(DateTime nowUtc) => WarningLevels.At(HalfAtUtc, MostAtUtc, DueAtUtc, nowUtc);

    /// <param name="owed">What is not met and runs; the nearest is to be done next.</param>
    internal void Owe(IReadOnlyCollection<CaseDeadline> owed)
    {
        var next = owed.MinBy(each => (each.DueAtUtc, each.RuleCode));
        var (half, most) = (owed.Min(each => each.HalfAtUtc), owed.Min(each => each.MostAtUtc));
        if ((DueAtUtc, DueFromUtc, DueRuleCode, IsDueStatutory, HalfAtUtc, MostAtUtc) == (next?.DueAtUtc, next?.FromUtc, next?.RuleCode, next?.IsStatutory ?? false, half, most))
            return;
        (DueAtUtc, DueFromUtc, DueRuleCode, IsDueStatutory, HalfAtUtc, MostAtUtc) = (next?.DueAtUtc, next?.FromUtc, next?.RuleCode, next?.IsStatutory ?? false, half, most);
        Version++;
    }

    // Closing twice would count the same case twice in throughput, so it is refused rather than ignored.
    public GuidanceCase Close(DateTime closedAtUtc)
    {
        if (ClosedAtUtc is not null)
            throw new InvalidOperationException("The case is closed already.");
        ClosedAtUtc = closedAtUtc;
        Version++;
        return this;
    }

    /// <summary>Gives the case of an anonymous contact to its client, or takes it back when that was a mistake.</summary>
    public GuidanceCase BelongTo(Guid? clientId)
    {
        _clientId = clientId;
        Version++;
        return this;
    }

    /// <summary>What the source says now about a case imported before. Returns false when nothing differs.</summary>
    public bool CorrectFromSource(DateTime? dueAtUtc, DateTime? closedAtUtc, Guid? unitId, Guid? workerId)
    {
        if (Source == OwnSource)
            throw new InvalidOperationException("Only an imported case takes corrections from its source.");
        if ((DueAtUtc, ClosedAtUtc, ResponsibleUnitId, ResponsibleWorkerId) == (dueAtUtc, closedAtUtc, unitId, workerId))
            return false;

        (DueAtUtc, ClosedAtUtc, ResponsibleUnitId, ResponsibleWorkerId) = (dueAtUtc, closedAtUtc, unitId, workerId);
        Version++;
        return true;
    }
}

/// <summary>The stream a client's life stage places the case in; age limits are configurable.</summary>
public enum LifeStage
{
    ChildrenAndFamilies,
    Youth,
    WorkingAge,
    OlderPeople,
}
