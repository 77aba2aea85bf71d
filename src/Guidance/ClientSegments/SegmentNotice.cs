using System.Globalization;
using System.Resources;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Segmentation.Explanation;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>
/// What a client is told of their assessment, in their own language whatever the page's: the reasons before the segment's name, whether a model helped,
/// what it used and what not, and whom to ask.
/// </summary>
public sealed class SegmentNotice
{
    private const int MostReasons = 5;

    /// <summary>A number is not broken at the end of a line.</summary>
    private const char NoBreakSpace = '\u00a0';

    private static readonly ResourceManager Words = new(typeof(GuidanceTexts));
    private readonly CultureInfo _culture;

    private SegmentNotice(CultureInfo culture) => _culture = culture;

    public CultureInfo Culture => _culture;
    public required string Title { get; init; }
    public required IReadOnlyList<NoticeSection> Sections { get; init; }

    /// <param name="past">The decision with its assessment.</param>
    /// <param name="template">The questions it was made with; null when they are gone.</param>
    /// <param name="unit">Whom to ask; null when the professional has no unit.</param>
    /// <param name="calendar">The county's days.</param>
    /// <param name="culture">The client's language.</param>
    public static SegmentNotice Write(PastDecision past, AssessmentTemplate? template, Unit? unit, CountyCalendar calendar, CultureInfo culture)
    {
        var write = new Writer(past, template, unit, calendar, culture);
        return new SegmentNotice(culture)
        {
            Title = Text("Notice.Title", culture),
            Sections = [write.WhatWasDone(), write.WhatItRestsOn(), write.WhatItMeans(), write.HowAModelHelped(), .. write.WhatTheModelUsed(), write.WhomToAsk()],
        };
    }

    public static string Text(string key, CultureInfo culture, params object[] parts) =>
        string.Format(culture, Words.GetString(key, culture) ?? throw new InvalidOperationException($"There is no text {key}."), parts);

    private sealed class Writer(PastDecision past, AssessmentTemplate? template, Unit? unit, CountyCalendar calendar, CultureInfo culture)
    {
        private SegmentDecision Decision => past.Decision;

        private StoredReasoning? Reasoning { get; } = past.Decision.Reasoning is { } stored ? StoredReasoning.Read(stored) : null;

        public NoticeSection WhatWasDone()
        {
            var day = calendar.DayOf(Decision.DecidedAtUtc).ToString("d", culture);
            return new(T("Notice.Done"), [past.WorkerName is { } name ? T("Notice.Done.Text", day, name) : T("Notice.Done.Unknown", day)], []);
        }

        public NoticeSection WhatItRestsOn()
        {
            var reasons = (past.Assessment?.NeedReasons ?? []).Select(reason => T($"NeedReason.{reason}")).ToList();
            var paragraphs = new List<string> { T("Notice.Rests.Text") };
            if (reasons.Count > 0)
                paragraphs.Add(T("Notice.Rests.NeedReasons", string.Join(", ", reasons)));
            if (Decision.OverrideReasonKind is { } kind)
                paragraphs.Add(T($"Notice.Rests.{kind}"));
            string[] most = [.. Reasons()];
            if (most.Length > 0)
                paragraphs.Add(T("Notice.Rests.Most"));
            return new(T("Notice.Rests"), paragraphs, most);
        }

        public NoticeSection WhatItMeans()
        {
            var name = SegmentationScheme.Default.Find(Decision.Segment)?.Name.In(culture) ?? Decision.Segment;
            var meaning = Words.GetString($"Notice.Means.{Decision.Segment}", culture);
            var paragraphs = new List<string>();
            if (meaning is not null)
                paragraphs.Add(meaning);
            paragraphs.Add(T("Notice.Means.Name", name));
            if (Decision.ReviewOn is { } review)
                paragraphs.Add(T("Notice.Means.Review", review.ToString("d", culture)));
            return new(T("Notice.Means"), paragraphs, []);
        }

        public NoticeSection HowAModelHelped() => new(
            T("Notice.Model"),
            [
                T(Decision switch
                {
                    { ModelVersion: null } => "Notice.Model.None",
                    { SuggestedSegment: null } => "Notice.Model.Abstained",
                    { SuggestedSegment: var suggested } when suggested == Decision.Segment => "Notice.Model.Confirmed",
                    _ => "Notice.Model.Overridden",
                }),
                T("Notice.Model.Human"),
            ],
            []);

        public IEnumerable<NoticeSection> WhatTheModelUsed()
        {
            if (Decision.ModelVersion is null)
                yield break;
            var answered = (template?.Items ?? []).Where(item => item.IsUsedByModel && past.Assessment?.Answers.ContainsKey(item.Code) == true).Select(item => item.Question.In(culture));
            yield return new(T("Notice.Used"), [T("Notice.Used.Text")], [.. answered, T("Notice.Used.History"), T("Notice.Used.Age")]);
            yield return new(T("Notice.NotUsed"), [T("Notice.NotUsed.Text")], []);
        }

        public NoticeSection WhomToAsk() => new(
            T("Notice.Ask"),
            [
                unit switch
                {
                    null => T("Notice.Ask.Anyone"),
                    { Phone: null } => T("Notice.Ask.Unit", unit.NameIn(culture)),
                    { Phone: { } phone } => T("Notice.Ask.UnitPhone", unit.NameIn(culture), phone.Replace(' ', NoBreakSpace)),
                },
                T("Notice.Ask.Rights"),
            ],
            []);

        /// <summary>The answers that spoke most for what was decided; without a model, none.</summary>
        private IEnumerable<string> Reasons()
        {
            if (Reasoning is null || SegmentationScheme.Default.Find(Decision.Segment) is not { } segment || Reasoning.Segments.Count != Reasoning.Probabilities.Count)
                return [];
            return Reasoning.ReasonsIn(FeatureCatalogue.Default).Named
                .Where(reason => reason.First.IsAssessmentItem && !double.IsNaN(reason.FirstValue) && (reason.Second is null || !double.IsNaN(reason.SecondValue)))
                .Select(reason => (Reason: reason, Effect: reason.EffectOn(segment.Index, Reasoning.Probabilities)))
                .Where(each => each.Effect > 0)
                .OrderByDescending(each => each.Effect)
                .Take(MostReasons)
                .Select(each => PlainWords.Describe(each.Reason, culture));
        }

        private string T(string key, params object[] parts) => Text(key, culture, parts);
    }
}
