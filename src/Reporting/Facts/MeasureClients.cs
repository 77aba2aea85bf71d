using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.Services.Referrals;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>Turns whole clients into facts: a repeat is seen only when all of a client's contacts are looked at together. Pure: rows in, facts out.</summary>
public static class MeasureClients
{
    public static MeasuredFacts Measure(GuidanceRows rows, TraceVocabulary words, CountyCalendar calendar)
    {
        var facts = new MeasuredFacts();
        var decisions = rows.Decisions.ToLookup(row => row.ClientId);
        var segments = decisions.ToDictionary(each => each.Key, each => InTimeOrder(each)[^1].Segment);
        var neighbours = FindNeighboursOnTheme(rows.Contacts);
        var contacts = rows.Contacts.ToLookup(row => row.CaseId);
        var events = rows.Events.ToLookup(row => row.CaseId);
        var deadlines = rows.Deadlines.ToLookup(row => row.CaseId);
        var assessments = rows.NeedsAssessments.ToDictionary(row => row.CaseId);
        var referrals = rows.Referrals.ToLookup(row => row.CaseId);
        var steps = rows.ReferralSteps.ToLookup(row => row.ReferralId);
        var units = new Dictionary<Guid, Guid?>();
        var courses = new List<(CaseRow Case, List<CaseEventRow> Events)>();

        // A fixed order makes a rebuild number new trace words the same way each time.
        foreach (var row in rows.Cases.OrderBy(row => row.Id))
        {
            var client = row.ClientId is { } clientId ? rows.Clients.GetValueOrDefault(clientId) : null;
            var segment = client is null ? null : segments.GetValueOrDefault(client.Id);
            var contactsOfCase = contacts[row.Id].ToList();
            var eventsInTimeOrder = MeasureCase.InTimeOrder([.. events[row.Id]]);
            var fact = MeasureOne(row, contactsOfCase, eventsInTimeOrder, deadlines[row.Id], assessments.GetValueOrDefault(row.Id), neighbours, words);
            facts.Cases.Add(fact with { AgeBand = BandOf(client, row.ReceivedAtUtc), Segment = segment });
            facts.Contacts.AddRange(contactsOfCase.Select(contact => MeasureOne(row, contact, neighbours, contact.ClientId is null ? null : client) with
            {
                AgeBand = contact.ClientId is null ? null : BandOf(client, contact.StartedAtUtc),
                Segment = contact.ClientId is null ? null : segment,
            }));
            facts.Referrals.AddRange(referrals[row.Id].Select(referral => MeasureOne(row, referral, ServiceTimes.Standing(steps[referral.Id])) with
            {
                AgeBand = BandOf(client, referral.MadeAtUtc),
                Segment = segment,
            }));
            units[row.Id] = row.UnitId;
            courses.Add((row, eventsInTimeOrder));
        }

        foreach (var ofClient in decisions)
            facts.Decisions.AddRange(MeasureDecisions(InTimeOrder(ofClient), rows.Clients[ofClient.Key], units, calendar));
        var entries = rows.InterventionEntries.ToLookup(row => row.InterventionId);
        foreach (var intervention in rows.Interventions)
            facts.Interventions.AddRange(MeasureOne(intervention, [.. entries[intervention.Id].OrderBy(entry => entry.Sequence)], rows.Clients[intervention.ClientId], segments.GetValueOrDefault(intervention.ClientId)));

        var coursesOfClient = courses.ToLookup(course => course.Case.ClientId);
        var responsible = rows.Responsible.ToLookup(row => row.ClientId);
        foreach (var clientId in rows.ClientIds)
        {
            if (!rows.Clients.TryGetValue(clientId, out var client))
                continue;
            var services = ServiceTimes.Of(coursesOfClient[clientId], referrals, steps);
            facts.Coverage.AddRange(ServiceTimes.WithTwoOrMore(services, [.. responsible[clientId]]).Select(time => new CoverageFact
            {
                ClientId = clientId,
                FromUtc = time.FromUtc,
                UntilUtc = time.UntilUtc,
                HasResponsible = time.HasResponsible,
                MunicipalityCode = client.MunicipalityCode,
                ServiceLanguage = Codes.Of(client.ServiceLanguage),
                LifeStage = Codes.Of(LifeStages.Of(client.DateOfBirth, calendar.DayOf(time.FromUtc))),
                AgeBand = AgeBands.Of(client.DateOfBirth, calendar.DayOf(time.FromUtc)),
                Segment = segments.GetValueOrDefault(clientId),
            }));
        }

        return facts;

        string? BandOf(ClientRow? client, DateTime instant) => client is null ? null : AgeBands.Of(client.DateOfBirth, calendar.DayOf(instant));
    }

    private static List<DecisionRow> InTimeOrder(IEnumerable<DecisionRow> decisions) => [.. decisions.OrderBy(row => row.DecidedAtUtc).ThenBy(row => row.Sequence)];

    private static CaseFact MeasureOne(
        CaseRow row,
        List<ContactRow> contacts,
        List<CaseEventRow> eventsInTimeOrder,
        IEnumerable<DeadlineRow> deadlines,
        AssessmentRow? assessment,
        Dictionary<Guid, Neighbours> neighbours,
        TraceVocabulary words)
    {
        var (handoffs, returned) = MeasureCase.CountHandoffs(eventsInTimeOrder.Select(each => each.UnitId));
        var opening = contacts.FirstOrDefault(contact => contact.OpensCase);
        var (dueAt, dueMetAt) = MeasureCase.Due(row, deadlines);
        return new CaseFact
        {
            CaseId = row.Id,
            ClientId = row.ClientId,
            Source = row.Source,
            MunicipalityCode = row.MunicipalityCode,
            UnitId = row.UnitId,
            Channel = row.Channel.Code(),
            ServiceLanguage = Codes.Of(row.ServiceLanguage),
            LifeStage = Codes.Of(row.LifeStage),
            Theme = Codes.Of(row.Theme),
            ReceivedAtUtc = row.ReceivedAtUtc,
            ClosedAtUtc = row.ClosedAtUtc,
            DueAtUtc = dueAt,
            DueMetAtUtc = dueMetAt,
            FirstActionAtUtc = MeasureCase.FirstAction(eventsInTimeOrder),
            HandlingTimeMinutes = contacts.Count == 0 || contacts.Exists(contact => contact.HandlingTimeMinutes is null) ? null : contacts.Sum(contact => contact.HandlingTimeMinutes!.Value),
            HandoffCount = handoffs,
            ReturnedToEarlierUnit = returned,
            IsResolvedAtFirstContact = MeasureCase.IsResolvedAtFirstContact(row.ClosedAtUtc is not null, handoffs, contacts),
            IsMultiprofessional = MeasureCase.IsMultiprofessional(eventsInTimeOrder, assessment),
            NextContactOnThemeAtUtc = opening is null ? null : neighbours.GetValueOrDefault(opening.Id).NextAtUtc,
            Trace = EventTrace.Pack([.. eventsInTimeOrder.Select(each => new TraceEvent(
                new DateTimeOffset(each.OccurredAtUtc).ToUnixTimeMilliseconds(),
                each.UnitId is { } unitId ? words.NumberOf(TraceWordKind.Unit, unitId.ToString("D")) : 0,
                words.NumberOf(TraceWordKind.Activity, each.Activity ?? each.Kind.ToString())))]),
        };
    }

    private static ContactFact MeasureOne(CaseRow row, ContactRow contact, Dictionary<Guid, Neighbours> neighbours, ClientRow? client) => new()
    {
        ContactId = contact.Id,
        CaseId = contact.CaseId,
        ClientId = contact.ClientId,
        Source = row.Source,
        MunicipalityCode = contact.MunicipalityCode,
        UnitId = contact.UnitId,
        Channel = contact.Channel.Code(),
        ServiceLanguage = Codes.Of(contact.ServiceLanguage),
        ClientLanguage = client is null ? null : Codes.Of(client.ServiceLanguage),
        LifeStage = Codes.Of(row.LifeStage),
        Theme = Codes.Of(contact.MainTheme),
        StartedAtUtc = contact.StartedAtUtc,
        RecordingDelayMinutes = contact.IsFromDesk ? (int)Math.Clamp((contact.RecordedAtUtc - contact.StartedAtUtc).TotalMinutes - (contact.HandlingTimeMinutes ?? 0), 0, int.MaxValue) : null,
        HandlingTimeMinutes = contact.HandlingTimeMinutes,
        Missing = (contact.MunicipalityCode is null ? ContactFields.Municipality : 0)
            | (contact.ServiceLanguage is null ? ContactFields.ServiceLanguage : 0)
            | (contact.MainTheme is null ? ContactFields.Theme : 0)
            | (contact.HandlingTimeMinutes is null ? ContactFields.HandlingTime : 0)
            | (contact.Outcome is null ? ContactFields.Outcome : 0),
        IsFailureDemand = contact.RepeatReason is { } reason ? reason != RepeatReason.NewNeed : null,
        PreviousContactOnThemeAtUtc = neighbours.GetValueOrDefault(contact.Id).PreviousAtUtc,
    };

    private static ReferralFact MeasureOne(CaseRow row, ReferralRow referral, List<ReferralStepRow> steps) => new()
    {
        ReferralId = referral.Id,
        CaseId = row.Id,
        Source = row.Source,
        MunicipalityCode = row.MunicipalityCode,
        UnitId = referral.UnitId,
        ServiceLanguage = Codes.Of(row.ServiceLanguage),
        LifeStage = Codes.Of(row.LifeStage),
        Theme = Codes.Of(row.Theme),
        ServiceId = referral.ServiceId,
        MadeAtUtc = referral.MadeAtUtc,
        AcceptedAtUtc = steps.Find(step => ServiceTimes.IsAccepted(step.State))?.OccurredAtUtc,
        DeclinedAtUtc = steps.Find(step => step.State == ReferralState.Declined)?.OccurredAtUtc,
        StartedAtUtc = steps.Find(step => step.State == ReferralState.Started)?.OccurredAtUtc,
        EndedAtUtc = steps.Find(step => step.State == ReferralState.Ended)?.OccurredAtUtc,
    };

    private static IEnumerable<SegmentFact> MeasureDecisions(List<DecisionRow> inTimeOrder, ClientRow client, Dictionary<Guid, Guid?> units, CountyCalendar calendar) =>
        inTimeOrder.Select((row, index) => new SegmentFact
        {
            Sequence = row.Sequence,
            ClientId = row.ClientId,
            Segment = row.Segment,
            PreviousSegment = index > 0 ? inTimeOrder[index - 1].Segment : null,
            SuggestedSegment = row.SuggestedSegment,
            OverrideReason = Codes.Of(row.OverrideReason),
            DecidedAtUtc = row.DecidedAtUtc,
            NextDecidedAtUtc = index + 1 < inTimeOrder.Count ? inTimeOrder[index + 1].DecidedAtUtc : null,
            SecondsToDecide = row.SecondsToDecide,
            UnitId = row.CaseId is { } caseId ? units.GetValueOrDefault(caseId) : null,
            MunicipalityCode = client.MunicipalityCode,
            ServiceLanguage = Codes.Of(client.ServiceLanguage),
            LifeStage = Codes.Of(LifeStages.Of(client.DateOfBirth, calendar.DayOf(row.DecidedAtUtc))),
            AgeBand = AgeBands.Of(client.DateOfBirth, calendar.DayOf(row.DecidedAtUtc)),
        });

    private static IEnumerable<InterventionFact> MeasureOne(Intervention intervention, List<InterventionEntry> entries, ClientRow client, string? segment) =>
        InterventionResult.Of(intervention, entries).Measures.Select(measure => new InterventionFact
        {
            InterventionId = intervention.Id,
            ClientId = intervention.ClientId,
            Method = intervention.MethodCode,
            Measure = measure.Code,
            UnitId = intervention.UnitId,
            MunicipalityCode = client.MunicipalityCode,
            ServiceLanguage = Codes.Of(client.ServiceLanguage),
            LifeStage = Codes.Of(LifeStages.Of(client.DateOfBirth, intervention.StartedOn)),
            AgeBand = AgeBands.Of(client.DateOfBirth, intervention.StartedOn),
            Segment = segment,
            EndedOn = intervention.EndedOn,
            IsCompleted = intervention.State == InterventionState.Completed,
            Before = measure.Before?.Score,
            After = measure.After?.Score,
            IsHigherBetter = measure.Scale.Better == BetterScore.Higher,
        });

    private static Dictionary<Guid, Neighbours> FindNeighboursOnTheme(IReadOnlyList<ContactRow> contacts)
    {
        var neighbours = new Dictionary<Guid, Neighbours>();
        var identified = contacts
            .Where(contact => contact is { ClientId: not null, MainTheme: not null })
            .GroupBy(contact => (contact.ClientId, contact.MainTheme));
        foreach (var sameMatter in identified)
        {
            ContactRow[] inOrder = [.. sameMatter.OrderBy(contact => contact.StartedAtUtc).ThenBy(contact => contact.RecordedAtUtc).ThenBy(contact => contact.Id)];
            for (var index = 0; index < inOrder.Length; index++)
            {
                neighbours[inOrder[index].Id] = new Neighbours(
                    index > 0 ? inOrder[index - 1].StartedAtUtc : null,
                    index + 1 < inOrder.Length ? inOrder[index + 1].StartedAtUtc : null);
            }
        }

        return neighbours;
    }

    private readonly record struct Neighbours(DateTime? PreviousAtUtc, DateTime? NextAtUtc);
}

/// <summary>The facts of some clients, or of some anonymous cases: all there are of them.</summary>
public sealed record MeasuredFacts
{
    public List<CaseFact> Cases { get; } = [];
    public List<ContactFact> Contacts { get; } = [];
    public List<SegmentFact> Decisions { get; } = [];
    public List<ReferralFact> Referrals { get; } = [];
    public List<InterventionFact> Interventions { get; } = [];
    public List<CoverageFact> Coverage { get; } = [];
}
