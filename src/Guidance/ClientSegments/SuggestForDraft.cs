using Microsoft.Extensions.Logging;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Segmentation.Explanation;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scorecard;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>Suggests a segment from the answers given so far and the client's history, as the nightly run would if the assessment were finished now.</summary>
public sealed partial class SuggestForDraft
{
    private readonly ReadClientPast _read;
    private readonly PreparedModel _model;
    private readonly ExpertScorecard _scorecard;
    private readonly CountyCalendar _calendar;
    private readonly ILogger<SuggestForDraft> _logger;

    internal SuggestForDraft(GuidanceDbContext guidance, PreparedModel model, ExpertScorecard scorecard, CountyCalendar calendar, ILogger<SuggestForDraft> logger) =>
        (_read, _model, _scorecard, _calendar, _logger) = (new ReadClientPast(guidance), model, scorecard, calendar, logger);

    /// <param name="clientId">The client.</param>
    /// <param name="answers">Item code → rating. What the catalogue does not know is left out.</param>
    /// <param name="nowUtc">The moment of the suggestion.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidOperationException">There is no such client.</exception>
    public async Task<DraftSuggestion> SuggestAsync(Guid clientId, IReadOnlyDictionary<string, int> answers, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var past = await _read.ReadHistoryAsync(clientId, nowUtc, cancellationToken) ?? throw new InvalidOperationException("There is no such client.");
        past.Assessments.Add(new PastAssessment(clientId, Guid.Empty, nowUtc, answers));
        var profile = past.At(_scorecard.Catalogue, nowUtc, _calendar.DayOf(nowUtc)).Profile;
        var score = _scorecard.Score(profile.Row);
        var place = new DraftSuggestion { Scheme = _scorecard.Scheme, Catalogue = _scorecard.Catalogue, Need = score.Need, Resources = score.Resources };
        SuggestForClient? model = null;
        try
        {
            model = _model.Find();
            return Describe(place, model, profile);
        }
        catch (Exception unusable) when (unusable is ChampionUnusableException or ArgumentException or ArithmeticException)
        {
            // A county whose model is broken, or makes nothing of this row, goes on deciding: the page says that it does so without a suggestion.
            // The type alone is logged: what a model says of a row may hold a client's answers.
            LogUnusable(model?.ModelId, unusable.GetType().Name);
            return place;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nothing could be suggested at the desk: the model {ModelId} failed with {ErrorType}.")]
    private partial void LogUnusable(string? modelId, string errorType);

    private DraftSuggestion Describe(DraftSuggestion place, SuggestForClient model, ClientProfile profile)
    {
        var suggestion = model.Suggest(profile);
        var features = _scorecard.Catalogue.Features;
        var segments = _scorecard.Scheme.Segments;
        Feature[] missing = [.. suggestion.MissingRequired.Select(column => features[column])];

        // While a required answer is missing nothing else helps; the scorecard names no next question at all.
        var likely = suggestion.NextQuestion is { } asked ? features[asked.Column] : null;
        var next = missing.Length == 0 || (likely is not null && missing.Contains(likely)) ? likely : missing[0];
        var whatIf = new WhatIf(changed => SuggestionOutcome.Of(model.Suggest(changed)));
        return place with
        {
            ModelId = suggestion.ModelId,
            Segment = suggestion.Segment is { } suggested ? segments[suggested] : null,
            Abstained = suggestion.Abstained,
            Probabilities = suggestion.Probabilities,
            Possible = [.. suggestion.Possible.Select(segment => segments[segment])],
            Missing = missing,
            NextQuestion = next,
            Outlook = next is null ? null : whatIf.LookAhead(profile, next),
            Changes = whatIf.FindSmallestChanges(profile),
            Reasoning = StoredReasoning.Of(suggestion, _scorecard.Catalogue),
        };
    }
}
