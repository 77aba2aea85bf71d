using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scorecard;

namespace Palveluohjaus.Guidance.Tests.ClientSegments;

[TestClass]
public sealed class SuggestForDraftTests
{
    private static readonly Dictionary<string, int> Answers = new()
    {
        [FeatureCodes.NeedDailyLiving] = 3,
        [FeatureCodes.NeedHealth] = 2,
        [FeatureCodes.NeedSafety] = 1,
        [FeatureCodes.ResourcesCoping] = 0,
        [FeatureCodes.ResourcesCloseOnes] = 1,
    };

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task What_is_suggested_at_the_desk_is_what_the_nightly_run_would_suggest(bool withChampion)
    {
        using var county = await CountyWithHistory.CreateAsync();
        var inUse = withChampion ? new SegmentModelInUse(() => Champions.Of()) : SegmentModelInUse.Scorecard;
        var clientId = await county.AddClientAsync(answers: Answers);
        await county.AddContactsAsync(
            clientId,
            (county.NowUtc.AddDays(-400), [NeedReason.Housing]),
            (county.NowUtc.AddDays(-40), [NeedReason.Housing]),
            (county.NowUtc.AddDays(-20), [NeedReason.Housing]));
        await county.AddEventsAsync(clientId, (county.NowUtc.AddDays(-30), CaseEventKind.HandedOff), (county.NowUtc.AddDays(-500), CaseEventKind.HandedOff));
        await county.AddContactsAsync(await county.AddClientAsync(), (county.NowUtc.AddDays(-3), [NeedReason.Housing]));
        await county.ScoreAsync(inUse: inUse);
        var nightly = (await county.ScoredAsync()).Single(scored => scored.ClientId == clientId);

        var suggestion = await SuggestAsync(county, inUse, clientId, Answers);

        Assert.AreEqual((nightly.Segment, nightly.Abstained, nightly.ModelVersion), (suggestion.Segment?.Code, suggestion.Abstained, suggestion.ModelId));
        Assert.AreEqual((nightly.Need, nightly.Resources), (suggestion.Need, suggestion.Resources));
        Assert.AreEqual(nightly.Reasoning, suggestion.Reasoning!.Write());
    }

    [TestMethod]
    public async Task The_scorecard_asks_next_for_the_first_answer_it_cannot_do_without()
    {
        using var county = await CountyWithHistory.CreateAsync();
        var clientId = await county.AddClientAsync();

        var suggestion = await SuggestAsync(county, SegmentModelInUse.Scorecard, clientId, new Dictionary<string, int>());

        Assert.IsNull(suggestion.Segment);
        Assert.AreEqual(suggestion.Missing[0], suggestion.NextQuestion);
        Assert.HasCount(4, suggestion.Outlook!.Answers);
    }

    [TestMethod]
    public async Task A_champion_that_cannot_be_used_leaves_the_place_and_no_suggestion_and_is_logged_by_its_name_alone()
    {
        using var county = await CountyWithHistory.CreateAsync();
        var clientId = await county.AddClientAsync();

        var logged = new List<string>();
        foreach (var inUse in (SegmentModelInUse[])[new(() => throw new InvalidDataException("broken")), new(() => Champions.RefusingSome("four-field-1/1"))])
        {
            var log = new LinesLogged();
            var suggestion = await SuggestAsync(county, inUse, clientId, Answers, log);

            logged.Add(log.Lines.Single());
            Assert.IsFalse(suggestion.IsModelUsable);
            Assert.IsNull(suggestion.Segment);
            Assert.IsGreaterThan(50, suggestion.Need);
        }

        Assert.Contains("(null) failed with ChampionUnusableException", logged[0]);
        Assert.Contains("four-field-1/1 failed with", logged[1]);
    }

    [TestMethod]
    public async Task A_promotion_is_noticed_by_the_next_suggestion()
    {
        using var county = await CountyWithHistory.CreateAsync();
        var clientId = await county.AddClientAsync();
        var champion = Champions.Of("four-field-1/1");
        var prepared = new PreparedModel(ExpertScorecard.Default, new SegmentModelInUse(() => champion));
        await using var guidance = county.Open();
        var suggest = new SuggestForDraft(guidance, prepared, ExpertScorecard.Default, CountyCalendar.Helsinki, NullLogger<SuggestForDraft>.Instance);

        var before = await suggest.SuggestAsync(clientId, Answers, county.NowUtc, CancellationToken.None);
        var again = prepared.Find();
        champion = Champions.Of("four-field-1/2");
        var after = await suggest.SuggestAsync(clientId, Answers, county.NowUtc, CancellationToken.None);

        Assert.AreEqual(("four-field-1/1", "four-field-1/2"), (before.ModelId, after.ModelId));
        Assert.AreNotSame(again, prepared.Find());
    }

    private static async Task<DraftSuggestion> SuggestAsync(CountyWithHistory county, SegmentModelInUse inUse, Guid clientId, Dictionary<string, int> answers, ILogger<SuggestForDraft>? log = null)
    {
        await using var guidance = county.Open();
        return await new SuggestForDraft(guidance, new PreparedModel(ExpertScorecard.Default, inUse), ExpertScorecard.Default, CountyCalendar.Helsinki, log ?? NullLogger<SuggestForDraft>.Instance)
            .SuggestAsync(clientId, answers, county.NowUtc, CancellationToken.None);
    }

    private sealed class LinesLogged : ILogger<SuggestForDraft>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
    }
}
