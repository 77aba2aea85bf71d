using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>Everything of some clients, or some anonymous cases, as read from Guidance.</summary>
public sealed record ChangedRows(
    IReadOnlyList<CaseRow> Cases,
    IReadOnlyList<ContactRow> Contacts,
    IReadOnlyList<CaseEventRow> Events,
    IReadOnlyDictionary<Guid, ServiceLanguage> ClientLanguages);

/// <summary>Turns whole clients into facts: a repeat is seen only when all of a client's contacts are looked at together.</summary>
public static class MeasureClients
{
    public static (List<CaseFact> Cases, List<ContactFact> Contacts) Measure(ChangedRows rows, TraceVocabulary words)
    {
        var neighbours = FindNeighboursOnTheme(rows.Contacts);
        var contactsByCase = rows.Contacts.ToLookup(contact => contact.CaseId);
        var eventsByCase = rows.Events.ToLookup(row => row.CaseId);
        var cases = new List<CaseFact>(rows.Cases.Count);
        var contacts = new List<ContactFact>(rows.Contacts.Count);

        // A fixed order makes a rebuild number new trace words the same way each time.
        foreach (var row in rows.Cases.OrderBy(row => row.Id))
        {
            var contactsOfCase = contactsByCase[row.Id].ToList();
            cases.Add(MeasureOne(row, contactsOfCase, MeasureCase.InTimeOrder(eventsByCase[row.Id]), neighbours, words));
            contacts.AddRange(contactsOfCase.Select(contact => MeasureOne(row, contact, neighbours, rows.ClientLanguages)));
        }

        return (cases, contacts);
    }

    private static CaseFact MeasureOne(
        CaseRow row,
        List<ContactRow> contacts,
        List<CaseEventRow> eventsInTimeOrder,
        Dictionary<Guid, Neighbours> neighbours,
        TraceVocabulary words)
    {
        var (handoffs, returned) = MeasureCase.CountHandoffs(eventsInTimeOrder.Select(each => each.UnitId));
        var opening = contacts.FirstOrDefault(contact => contact.OpensCase);
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
            DueAtUtc = row.DueAtUtc,
            FirstActionAtUtc = MeasureCase.FirstAction(eventsInTimeOrder),
            HandoffCount = handoffs,
            ReturnedToEarlierUnit = returned,
            IsResolvedAtFirstContact = MeasureCase.IsResolvedAtFirstContact(row.ClosedAtUtc is not null, handoffs, contacts),
            NextContactOnThemeAtUtc = opening is null ? null : neighbours.GetValueOrDefault(opening.Id).NextAtUtc,
            Trace = EventTrace.Pack([.. eventsInTimeOrder.Select(each => new TraceEvent(
                new DateTimeOffset(each.OccurredAtUtc).ToUnixTimeMilliseconds(),
                each.UnitId is { } unitId ? words.NumberOf(TraceWordKind.Unit, unitId.ToString("D")) : 0,
                words.NumberOf(TraceWordKind.Activity, each.Activity ?? each.Kind.ToString())))]),
        };
    }

    private static ContactFact MeasureOne(
        CaseRow row,
        ContactRow contact,
        Dictionary<Guid, Neighbours> neighbours,
        IReadOnlyDictionary<Guid, ServiceLanguage> clientLanguages) => new()
        {
            ContactId = contact.Id,
            CaseId = contact.CaseId,
            ClientId = contact.ClientId,
            Source = row.Source,
            MunicipalityCode = contact.MunicipalityCode,
            UnitId = contact.UnitId,
            Channel = contact.Channel.Code(),
            ServiceLanguage = Codes.Of(contact.ServiceLanguage),
            ClientLanguage = contact.ClientId is { } clientId && clientLanguages.TryGetValue(clientId, out var language) ? Codes.Of(language) : null,
            LifeStage = Codes.Of(row.LifeStage),
            Theme = Codes.Of(contact.MainTheme),
            StartedAtUtc = contact.StartedAtUtc,
            RecordedAtUtc = contact.RecordedAtUtc,
            HandlingTimeMinutes = contact.HandlingTimeMinutes,
            IsFailureDemand = contact.RepeatReason is { } reason ? reason != RepeatReason.NewNeed : null,
            PreviousContactOnThemeAtUtc = neighbours.GetValueOrDefault(contact.Id).PreviousAtUtc,
        };

    private static Dictionary<Guid, Neighbours> FindNeighboursOnTheme(IReadOnlyList<ContactRow> contacts)
    {
        var neighbours = new Dictionary<Guid, Neighbours>();
        var identified = contacts
            .Where(contact => contact is { ClientId: not null, MainTheme: not null })
            .GroupBy(contact => (contact.ClientId, contact.MainTheme));
        foreach (var sameMatter in identified)
        {
            ContactRow[] inOrder = [.. sameMatter.OrderBy(contact => contact.StartedAtUtc).ThenBy(contact => contact.Id)];
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
