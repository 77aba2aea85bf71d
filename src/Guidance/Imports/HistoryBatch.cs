using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Interventions;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>A piece of history, stored as one: all of it or nothing.</summary>
public sealed class HistoryBatch
{
    public List<Client> Clients { get; } = [];
    public List<ClientContactDetails> ContactDetails { get; } = [];
    public List<ClientConsent> Consents { get; } = [];

    /// <summary>To clients of this batch or an earlier one.</summary>
    public List<ClientRelation> Relations { get; } = [];

    public List<GuidanceCase> Cases { get; } = [];
    public List<CaseDeadline> CaseDeadlines { get; } = [];
    public List<Contact> Contacts { get; } = [];

    /// <summary>In the order in which they are to be numbered: within a case, ties in time keep this order.</summary>
    public List<CaseEvent> CaseEvents { get; } = [];

    public List<Assessment> Assessments { get; } = [];
    public List<SegmentDecision> SegmentDecisions { get; } = [];
    public List<Intervention> Interventions { get; } = [];

    /// <summary>Of the interventions of this batch, of each in the order in which they were recorded.</summary>
    public List<InterventionEntry> InterventionEntries { get; } = [];
}
