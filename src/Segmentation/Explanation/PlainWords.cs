using System.Globalization;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Segmentation.Explanation;

/// <summary>
/// Reasons and abstaining as sentences that client and professional can read together. Any culture but Finnish, Swedish and English
/// reads Finnish.
/// </summary>
public static class PlainWords
{
    /// <summary>How many reasons are read at a glance.</summary>
    public const int DefaultReasonCount = 6;

    /// <summary>A reason whose effect is a smaller share of the strongest one's than this is tiny: it joins the others.</summary>
    public const double TinyShare = 0.1;

    /// <summary>
    /// The reasons for or against one segment, strongest first. Tiny ones and those beyond <paramref name="atMost"/> are put together
    /// into a last sentence, which is left out when even their sum is tiny: effects add up, so it says the truth of them all.
    /// </summary>
    /// <param name="reasons">The reasons of a suggestion.</param>
    /// <param name="segment">The segment the sentences speak of: the suggested one, or one of the possible ones.</param>
    /// <param name="probabilities">The client's probabilities, which decide the direction: see <see cref="Reason.EffectOn(int, IReadOnlyList{double})"/>.</param>
    /// <param name="culture">The language.</param>
    /// <param name="atMost">How many reasons get a sentence of their own.</param>
    public static IReadOnlyList<string> DescribeReasons(
        SuggestionReasons reasons, Segment segment, IReadOnlyList<double> probabilities, CultureInfo culture, int atMost = DefaultReasonCount)
    {
        var byStrength = reasons.Named
            .Select(reason => (Reason: reason, Effect: reason.EffectOn(segment.Index, probabilities)))
            .OrderByDescending(each => Math.Abs(each.Effect))
            .ToArray();
        var tiny = TinyShare * (byStrength.Length == 0 ? 0 : Math.Abs(byStrength[0].Effect));
        var told = byStrength.Take(atMost).TakeWhile(each => each.Effect != 0 && Math.Abs(each.Effect) >= tiny).ToArray();
        var others = Reason.EffectOn(reasons.Others, segment.Index, probabilities) + byStrength.Skip(told.Length).Sum(each => each.Effect);

        var sentences = told.Select(each => Sentence(Describe(each.Reason, culture), each.Effect, segment, culture)).ToList();
        if (others != 0 && Math.Abs(others) >= tiny)
            sentences.Add(Sentence(SegmentationTexts.Get("Explanation.Others", culture), others, segment, culture));
        return sentences;
    }

    /// <summary>For example: "Lähipiirin tuki on vähäistä: nostaa huolenpitoasiakkuuden mahdollisuutta".</summary>
    /// <param name="reason">The reason to put into words.</param>
    /// <param name="segment">The segment the sentence speaks of.</param>
    /// <param name="probabilities">The client's probabilities.</param>
    /// <param name="culture">The language.</param>
    public static string Describe(Reason reason, Segment segment, IReadOnlyList<double> probabilities, CultureInfo culture) =>
        Sentence(Describe(reason, culture), reason.EffectOn(segment.Index, probabilities), segment, culture);

    /// <summary>An answer in words, for example "Lähipiirin tuki on vähäistä".</summary>
    /// <exception cref="ArgumentException">The value is missing or outside the feature's limits.</exception>
    public static string Describe(Feature feature, double value, CultureInfo culture)
    {
        if (double.IsNaN(value))
            throw new ArgumentException($"{feature.Code} has no answer to describe.", nameof(value));
        feature.Require(value);

        var level = feature.IsAssessmentItem || value <= 1 ? value.ToString(CultureInfo.InvariantCulture) : "many";
        return string.Format(culture, SegmentationTexts.Get($"Explanation.{feature.Code}.{level}", culture), value);
    }

    /// <summary>Why there is no suggestion, naming the unanswered items; null when none is missing.</summary>
    /// <param name="missingRequired">The required items without an answer, as a suggestion lists them.</param>
    /// <param name="culture">The language.</param>
    public static string? DescribeAbstaining(IReadOnlyList<Feature> missingRequired, CultureInfo culture) =>
        missingRequired.Count == 0
            ? null
            : Text("Explanation.Abstained", culture, string.Join(", ", missingRequired.Select(feature => feature.NameIn(culture))));

    /// <summary>For example: "Mahdollisia ovat tukiasiakkuus ja huolenpitoasiakkuus; eniten auttaisi tieto: Lähipiirin tuki".</summary>
    /// <param name="possible">The segments still possible, two or more.</param>
    /// <param name="next">The next best question, or null when there is none.</param>
    /// <param name="culture">The language.</param>
    /// <exception cref="ArgumentException">There are fewer than two segments.</exception>
    public static string DescribeSeveralPossible(IReadOnlyList<Segment> possible, Feature? next, CultureInfo culture)
    {
        if (possible.Count < 2)
            throw new ArgumentException($"Several segments are two or more, and these are {possible.Count}.", nameof(possible));

        string[] names = [.. possible.Select(segment => WithinSentence(segment.Name.In(culture), culture))];
        var list = Text("Explanation.And", culture, string.Join(", ", names[..^1]), names[^1]);
        var several = Text("Explanation.Several", culture, list);
        return next is null ? several : Text("Explanation.SeveralAndNext", culture, several, next.NameIn(culture));
    }

    /// <summary>For example: "Eniten auttaisi tieto: Lähipiirin tuki".</summary>
    public static string DescribeNextQuestion(Feature next, CultureInfo culture) => Text("Explanation.NextQuestion", culture, next.NameIn(culture));

    /// <summary>The answer or answers of a reason, without what they do: "Lähipiirin tuki on vähäistä".</summary>
    public static string Describe(Reason reason, CultureInfo culture)
    {
        var first = DescribeOrMissing(reason.First, reason.FirstValue, culture);
        return reason.Second is null
            ? first
            : Text("Explanation.Together", culture, first, WithinSentence(DescribeOrMissing(reason.Second, reason.SecondValue, culture), culture));
    }

    /// <summary>For example: "Lähipiirin tuki on vahvaa: ehdotus olisi tukiasiakkuus".</summary>
    public static string Describe(AnswerChange change, SegmentationScheme scheme, CultureInfo culture)
    {
        var answer = Describe(change.Feature, change.To, culture);
        return change.Outcome.Segment is { } segment
            ? Text("Explanation.WouldSuggest", culture, answer, WithinSentence(scheme.Segments[segment].Name.In(culture), culture))
            : Text("Explanation.WouldAbstain", culture, answer);
    }

    /// <summary>
    /// What each answer to a question would lead to, answers of one outcome together: "Jos vastaus on 2–3, ehdotus on huolenpitoasiakkuus, luottamus 71–80 %".
    /// </summary>
    public static IReadOnlyList<string> Describe(QuestionOutlook outlook, SegmentationScheme scheme, CultureInfo culture)
    {
        var sentences = new List<string>();
        for (var first = 0; first < outlook.Answers.Count;)
        {
            var last = first;
            while (last + 1 < outlook.Answers.Count && outlook.Answers[last + 1].Outcome.Segment == outlook.Answers[first].Outcome.Segment)
                last++;
            var together = outlook.Answers.Skip(first).Take(last - first + 1).ToArray();
            var answers = Range(together[0].Value, together[^1].Value, culture);
            if (together[0].Outcome.Segment is { } segment)
            {
                var shares = together.Select(answer => Math.Round(answer.Outcome.Probabilities[segment] * 100)).ToArray();
                sentences.Add(Text("Explanation.AnswerSuggests", culture, answers, WithinSentence(scheme.Segments[segment].Name.In(culture), culture), Range(shares.Min(), shares.Max(), culture)));
            }
            else
            {
                sentences.Add(Text("Explanation.AnswerAbstains", culture, answers));
            }

            first = last + 1;
        }

        return sentences;
    }

    private static string Range(double least, double greatest, CultureInfo culture) =>
        least == greatest ? least.ToString("0", culture) : $"{least.ToString("0", culture)}–{greatest.ToString("0", culture)}";

    private static string DescribeOrMissing(Feature feature, double value, CultureInfo culture) => double.IsNaN(value)
        ? Text(feature.IsAssessmentItem ? "Explanation.Unanswered" : "Explanation.Unknown", culture, feature.NameIn(culture))
        : Describe(feature, value, culture);

    private static string Sentence(string what, double effect, Segment segment, CultureInfo culture)
    {
        var key = effect switch
        {
            > 0 => "Explanation.Raises",
            < 0 => "Explanation.Lowers",
            _ => "Explanation.Neutral",
        };
        return Text(key, culture, what, segment.NameInSentence.In(culture));
    }

    /// <summary>A phrase that began a sentence, as it stands within one. An abbreviation keeps its capitals.</summary>
    private static string WithinSentence(string phrase, CultureInfo culture) =>
        phrase.Length > 1 && char.IsLower(phrase[1]) ? char.ToLower(phrase[0], culture) + phrase[1..] : phrase;

    private static string Text(string key, CultureInfo culture, params object[] parts) =>
        string.Format(culture, SegmentationTexts.Get(key, culture), parts);
}
