using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Segmentation.Profiles;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>
/// What is known of one client, so that the feature row of any moment can be made of it. Scoring and training make their rows here
/// both: a model must be fed what it was taught.
/// </summary>
internal sealed class ClientPast(PastClient client)
{
    /// <summary>A contact within this time of an earlier one on the same main theme is a repeat.</summary>
    public static readonly TimeSpan RepeatWindow = TimeSpan.FromDays(30);

    public PastClient Client { get; } = client;

    public List<PastAssessment> Assessments { get; } = [];

    /// <summary>In the order of their start.</summary>
    public List<PastContact> Contacts { get; } = [];

    public IReadOnlyList<PastHandoff> Handoffs { get; set; } = [];

    /// <summary>History reaches back this far from a moment.</summary>
    public static DateTime YearBefore(DateTime atUtc) => atUtc.AddMonths(-12);

    /// <summary>The latest assessment made by then; of two at the same instant the one with the greater id, so that every run picks the same.</summary>
    public PastAssessment? AssessmentAt(DateTime atUtc) => Assessments
        .Where(assessment => assessment.AssessedAtUtc <= atUtc)
        .OrderBy(assessment => assessment.AssessedAtUtc).ThenBy(assessment => assessment.Id)
        .LastOrDefault();

    /// <summary>The feature row as it was at one moment: what happened later, or was recorded later, is not seen.</summary>
    /// <param name="catalogue">The features.</param>
    /// <param name="atUtc">The moment.</param>
    /// <param name="day">The county's day at that moment, which decides the age.</param>
    public ReadProfile At(FeatureCatalogue catalogue, DateTime atUtc, DateOnly day)
    {
        var values = new List<KeyValuePair<string, double>>();
        var refusedAnswers = 0;
        foreach (var (item, rating) in AssessmentAt(atUtc)?.Answers ?? new Dictionary<string, int>())
        {
            // One bad row of history must not stop a county's run; it is left out and counted.
            // Only assessment items are taken from answers: history is counted here and not told by a form.
            var feature = catalogue.Find(item);
            if (feature is { IsAssessmentItem: false } || feature?.Accepts(rating) == false)
                refusedAnswers++;
            else
                values.Add(new(item, rating));
        }

        var (contacts, repeats) = CountContacts(atUtc);
        values.Add(new(FeatureCodes.ContactsInYear, contacts));
        values.Add(new(FeatureCodes.RepeatContactsInYear, repeats));
        values.Add(new(FeatureCodes.HandoffsInYear, CountHandoffs(atUtc)));
        double ageYears = Clients.Client.AgeOn(Client.DateOfBirth, day);
        if (catalogue.Find(FeatureCodes.AgeYears)?.Accepts(ageYears) == true)
            values.Add(new(FeatureCodes.AgeYears, ageYears));

        return new ReadProfile(Client.Id, ClientProfile.From(catalogue, values), refusedAnswers);
    }

    private (int Contacts, int Repeats) CountContacts(DateTime atUtc)
    {
        var fromUtc = YearBefore(atUtc);

        // A little further back than is counted: the first contact of the year may repeat one from before it.
        var earliestUtc = fromUtc - RepeatWindow;
        var latestOnTheme = new Dictionary<NeedReason, DateTime>();
        var (contacts, repeats) = (0, 0);
        foreach (var contact in Contacts)
        {
            if (contact.StartedAtUtc < earliestUtc || contact.StartedAtUtc >= atUtc || contact.RecordedAtUtc > atUtc)
                continue;

            var isRepeat = contact.Theme is { } repeated
                && latestOnTheme.TryGetValue(repeated, out var earlierUtc)
                && contact.StartedAtUtc - earlierUtc <= RepeatWindow;
            if (contact.Theme is { } ofContact)
                latestOnTheme[ofContact] = contact.StartedAtUtc;
            if (contact.StartedAtUtc < fromUtc)
                continue;

            contacts++;
            repeats += isRepeat ? 1 : 0;
        }

        return (contacts, repeats);
    }

    private int CountHandoffs(DateTime atUtc)
    {
        var fromUtc = YearBefore(atUtc);
        return Handoffs.Count(handoff => handoff.OccurredAtUtc >= fromUtc && handoff.OccurredAtUtc < atUtc && handoff.RecordedAtUtc <= atUtc);
    }
}

/// <summary>Of the client themself only what a feature or a group is made of.</summary>
internal sealed record PastClient(Guid Id, DateOnly DateOfBirth, Sex Sex, ServiceLanguage Language, string MunicipalityCode, bool IsProtected);

internal sealed record PastAssessment(Guid ClientId, Guid Id, DateTime AssessedAtUtc, IReadOnlyDictionary<string, int> Answers);

internal readonly record struct PastContact(DateTime StartedAtUtc, DateTime RecordedAtUtc, NeedReason? Theme);

internal readonly record struct PastHandoff(DateTime OccurredAtUtc, DateTime RecordedAtUtc);

/// <summary>One client's feature row, and how many stored answers were outside their limits.</summary>
internal sealed record ReadProfile(Guid ClientId, ClientProfile Profile, int RefusedAnswers);
