using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Segmentation.Profiles;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>
/// Builds the feature rows of clients, a batch at a time in the order of their ids: a query per table and batch, never one per client.
/// Made for one run.
/// </summary>
/// <param name="guidance">Where clients and their history are.</param>
/// <param name="calendar">The county's day decides a client's age.</param>
/// <param name="catalogue">The features to build.</param>
/// <param name="nowUtc">History reaches back 12 months from here; what is later is not seen.</param>
internal sealed class ReadClientProfiles(GuidanceDbContext guidance, CountyCalendar calendar, FeatureCatalogue catalogue, DateTime nowUtc)
{
    /// <summary>A contact within this time of an earlier one on the same main theme is a repeat.</summary>
    public static readonly TimeSpan RepeatWindow = TimeSpan.FromDays(30);

    private static readonly IReadOnlyDictionary<string, int> EmptyAnswers = new Dictionary<string, int>();
    private readonly DateTime _fromUtc = nowUtc.AddMonths(-12);

    // Events have no client of their own and no index by time, so one pass for the whole county costs what one batch would.
    // It holds one small number for each client who was handed off within the year.
    private Dictionary<Guid, int>? _handoffs;

    public async Task<IReadOnlyList<ReadProfile>> ReadNextAsync(Guid? afterClientId, int count, CancellationToken cancellationToken)
    {
        var clients = guidance.Clients.AsNoTracking();
        if (afterClientId is { } after)
            clients = clients.Where(client => client.Id > after);
        var batch = await clients.OrderBy(client => client.Id).Take(count)
            .Select(client => new { client.Id, client.DateOfBirth })
            .ToListAsync(cancellationToken);
        if (batch.Count == 0)
            return [];

        // The database's own order of ids bounds every query: .NET and SQL Server order Guids differently.
        var (first, last) = (batch[0].Id, batch[^1].Id);
        var answers = await ReadLatestAnswersAsync(first, last, cancellationToken);
        var contacts = await CountContactsAsync(first, last, cancellationToken);
        var handoffs = _handoffs ??= await CountHandoffsAsync(cancellationToken);

        var today = calendar.DayOf(nowUtc);
        var profiles = new List<ReadProfile>(batch.Count);
        foreach (var client in batch)
        {
            var values = new List<KeyValuePair<string, double>>();
            var refusedAnswers = 0;
            foreach (var (item, rating) in answers.GetValueOrDefault(client.Id)?.Answers ?? EmptyAnswers)
            {
                // One bad row of history must not stop a county's run; it is left out and counted.
                // Only assessment items are taken from answers: history is counted here and not told by a form.
                var feature = catalogue.Find(item);
                if (feature is { IsAssessmentItem: false } || feature?.Accepts(rating) == false)
                    refusedAnswers++;
                else
                    values.Add(new(item, rating));
            }

            var counted = contacts.GetValueOrDefault(client.Id);
            values.Add(new(FeatureCodes.ContactsInYear, counted.Contacts));
            values.Add(new(FeatureCodes.RepeatContactsInYear, counted.Repeats));
            values.Add(new(FeatureCodes.HandoffsInYear, handoffs.GetValueOrDefault(client.Id)));
            double ageYears = Client.AgeOn(client.DateOfBirth, today);
            if (catalogue.Find(FeatureCodes.AgeYears)?.Accepts(ageYears) == true)
                values.Add(new(FeatureCodes.AgeYears, ageYears));

            profiles.Add(new ReadProfile(client.Id, ClientProfile.From(catalogue, values), refusedAnswers));
        }

        return profiles;
    }

    private async Task<Dictionary<Guid, LatestAssessment>> ReadLatestAnswersAsync(Guid first, Guid last, CancellationToken cancellationToken)
    {
        var assessments = guidance.Assessments.AsNoTracking()
            .Where(assessment => assessment.ClientId >= first && assessment.ClientId <= last && assessment.AssessedAtUtc <= nowUtc)
            .Select(assessment => new LatestAssessment(assessment.ClientId, assessment.Id, assessment.AssessedAtUtc, assessment.Answers));

        var latest = new Dictionary<Guid, LatestAssessment>();
        await foreach (var assessment in assessments.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (!latest.TryGetValue(assessment.ClientId, out var other) || assessment.IsAfter(other))
                latest[assessment.ClientId] = assessment;
        }

        return latest;
    }

    private async Task<Dictionary<Guid, CountedContacts>> CountContactsAsync(Guid first, Guid last, CancellationToken cancellationToken)
    {
        // A little further back than is counted: the first contact of the year may repeat one from before it.
        var earliestUtc = _fromUtc - RepeatWindow;
        var contacts = guidance.Contacts.AsNoTracking()
            .Where(contact => contact.ClientId >= first && contact.ClientId <= last
                && contact.StartedAtUtc >= earliestUtc && contact.StartedAtUtc < nowUtc)
            .Select(contact => new { ClientId = contact.ClientId!.Value, contact.StartedAtUtc, contact.Themes });

        var read = new List<(Guid ClientId, DateTime StartedAtUtc, NeedReason? Theme)>();
        await foreach (var contact in contacts.AsAsyncEnumerable().WithCancellation(cancellationToken))
            read.Add((contact.ClientId, contact.StartedAtUtc, contact.Themes.Count == 0 ? null : contact.Themes[0]));
        read.Sort((one, other) => one.StartedAtUtc.CompareTo(other.StartedAtUtc));

        var counted = new Dictionary<Guid, CountedContacts>();
        var latestOnTheme = new Dictionary<(Guid, NeedReason), DateTime>();
        foreach (var (clientId, startedAtUtc, theme) in read)
        {
            var isRepeat = theme is { } repeated
                && latestOnTheme.TryGetValue((clientId, repeated), out var earlierUtc)
                && startedAtUtc - earlierUtc <= RepeatWindow;
            if (theme is { } ofContact)
                latestOnTheme[(clientId, ofContact)] = startedAtUtc;
            if (startedAtUtc < _fromUtc)
                continue;

            var soFar = counted.GetValueOrDefault(clientId);
            counted[clientId] = new CountedContacts(soFar.Contacts + 1, soFar.Repeats + (isRepeat ? 1 : 0));
        }

        return counted;
    }

    private async Task<Dictionary<Guid, int>> CountHandoffsAsync(CancellationToken cancellationToken)
    {
        // The case is looked up from the event, one by one in the database: a join let SQLite begin from every case the
        // county ever had, which took about ten times as long.
        var handoffs = guidance.CaseEvents.AsNoTracking()
            .Where(caseEvent => caseEvent.Kind == CaseEventKind.HandedOff
                && caseEvent.OccurredAtUtc >= _fromUtc && caseEvent.OccurredAtUtc < nowUtc)
            .Select(caseEvent => guidance.Cases
                .Where(guidanceCase => guidanceCase.Id == caseEvent.CaseId)
                .Select(guidanceCase => guidanceCase.ClientId)
                .FirstOrDefault());

        var counted = new Dictionary<Guid, int>();
        await foreach (var clientId in handoffs.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (clientId is { } known)
                counted[known] = counted.GetValueOrDefault(known) + 1;
        }

        return counted;
    }

    private sealed record LatestAssessment(Guid ClientId, Guid Id, DateTime AssessedAtUtc, IReadOnlyDictionary<string, int> Answers)
    {
        /// <summary>Of two at the same instant the one with the greater id, so that every run picks the same.</summary>
        public bool IsAfter(LatestAssessment other) =>
            AssessedAtUtc != other.AssessedAtUtc ? AssessedAtUtc > other.AssessedAtUtc : Id > other.Id;
    }

    private readonly record struct CountedContacts(int Contacts, int Repeats);
}

/// <summary>One client's feature row, and how many stored answers were outside their limits.</summary>
internal sealed record ReadProfile(Guid ClientId, ClientProfile Profile, int RefusedAnswers);
