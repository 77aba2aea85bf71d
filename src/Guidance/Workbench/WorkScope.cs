using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Workbench;

/// <summary>Which rows are one's own, or one's units': every list of the workbench and every count over it asks here, so that they agree.</summary>
internal sealed class WorkScope(GuidanceDbContext guidance, Actor actor, WorkView view)
{
    private readonly Guid? _workerId = actor.WorkerId;
    private readonly IReadOnlyList<Guid> _unitIds = actor.UnitIds;

    /// <summary>Open matters somebody answers for. Those nobody does are <see cref="Received"/>.</summary>
    public IQueryable<GuidanceCase> OpenCases() => view == WorkView.Mine
        ? guidance.Cases.Where(each => each.ClosedAtUtc == null && each.Source == GuidanceCase.OwnSource && each.ResponsibleWorkerId == _workerId && _workerId != null)
        : OfUnits().Where(each => each.ResponsibleWorkerId != null);

    /// <summary>Open matters whose deadlines one is warned of: one's own, or all of one's units, taken or not.</summary>
    public IQueryable<GuidanceCase> WatchedCases() => view == WorkView.Mine ? OpenCases() : OfUnits();

    /// <summary>Open matters of one's units that nobody has taken.</summary>
    public IQueryable<GuidanceCase> Received() => OfUnits().Where(each => each.ResponsibleWorkerId == null);

    /// <summary>What is logged: by oneself, or for one's units.</summary>
    public IQueryable<Contact> Contacts() => view == WorkView.Mine
        ? guidance.Contacts.Where(contact => contact.WorkerId == _workerId && _workerId != null)
        : guidance.Contacts.Where(contact => contact.UnitId != null && _unitIds.Contains(contact.UnitId.Value));

    /// <summary>Contacts at which a call was promised that is one's own to make, or one's units'.</summary>
    public IQueryable<Contact> Promises()
    {
        var promised = guidance.Contacts.Where(contact => contact.CallbackPromisedAtUtc != null);
        return view == WorkView.Mine
            ? from contact in promised
              join each in guidance.Cases on contact.CaseId equals each.Id
              where _workerId != null && (contact.WorkerId == _workerId || each.ResponsibleWorkerId == _workerId)
              select contact
            : from contact in promised
              join each in guidance.Cases on contact.CaseId equals each.Id
              where each.ResponsibleUnitId != null && _unitIds.Contains(each.ResponsibleUnitId.Value)
              select contact;
    }

    /// <summary>Promised calls that have not been made and whose matter is open.</summary>
    /// <remarks>One's own are asked for in two halves, each with an index of its own: asked for together, every call owed in the county is looked at.</remarks>
    public IQueryable<Contact> OwedCalls()
    {
        var owed = guidance.Contacts.Where(contact => contact.CallbackPromisedAtUtc != null && contact.CallbackDoneAtUtc == null);
        var onOwnCases =
            from each in view == WorkView.Mine ? OpenCases() : OfUnits()
            join contact in owed on each.Id equals contact.CaseId
            select contact;
        return view != WorkView.Mine ? onOwnCases : onOwnCases.Concat(
            from contact in owed
            join each in guidance.Cases on contact.CaseId equals each.Id
            where contact.WorkerId == _workerId && _workerId != null && each.ClosedAtUtc == null && each.Source == GuidanceCase.OwnSource && each.ResponsibleWorkerId != _workerId
            select contact);
    }

    public IQueryable<AssessmentDraft> Drafts() => view == WorkView.Mine
        ? guidance.AssessmentDrafts.Where(draft => _workerId != null && (draft.WorkerId == _workerId || draft.SavedByWorkerId == _workerId))
        : guidance.AssessmentDrafts.Where(draft => draft.UnitId != null && _unitIds.Contains(draft.UnitId.Value));

    private IQueryable<GuidanceCase> OfUnits() => guidance.Cases.Where(each =>
        each.ClosedAtUtc == null && each.Source == GuidanceCase.OwnSource && each.ResponsibleUnitId != null && _unitIds.Contains(each.ResponsibleUnitId.Value));
}
