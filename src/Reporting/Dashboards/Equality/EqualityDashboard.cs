using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Reporting.Dashboards.Comparing;
using Palveluohjaus.Reporting.Dashboards.Flow;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards.Equality;

/// <summary>Equality: how speakers of a language, inhabitants of a municipality and people of an age fare beside all others, and where a difference is more than chance.</summary>
internal sealed class EqualityDashboard() : Dashboard("equality")
{
    private static readonly RowStatistic OwnLanguage = new("language-match", "share", Catalogue.Units.Percent, 1);
    private static readonly RowStatistic LongWait = new("waiting-time", "p85", Catalogue.Units.Days, 1, 0.85);
    private static readonly RowStatistic LongLeadTime = new("lead-time", "p85", Catalogue.Units.Days, 1, 0.85);

    private static readonly RowStatistic[] Statistics =
    [
        OwnLanguage,
        new("first-contact-resolution", "share-7-days", Catalogue.Units.Percent, 1),
        LongWait,
        LongWait with { Statistic = "p50", Percentile = 0.5 },
        LongLeadTime,
        LongLeadTime with { Statistic = "p50", Percentile = 0.5 },
        new("handoffs-per-case", "mean", Catalogue.Units.HandoffsPerCase, 2),
        new("deadline-attainment", "share", Catalogue.Units.Percent, 1),
    ];

    internal override DashboardContent Build(DashboardQuestion asked)
    {
        var unclosed = NotRecordingClosings(asked);
        (GapLayout Layout, List<ComparedPair> Pairs)[] figures =
        [
            BetweenLanguages(asked, OwnLanguage),
            BetweenLanguages(asked, LongWait),
            .. Statistics.Select(statistic => FromOthers(asked, statistic, statistic.Metric == LongLeadTime.Metric ? unclosed : [])),
        ];
        var draw = new DrawGaps(asked, figures.Sum(figure => figure.Pairs.Count(pair => pair.IsComparable)));
        return new DashboardContent([], [.. figures.Select(figure => draw.Draw(figure.Layout, figure.Pairs))]);
    }

    /// <summary>In each municipality, those served in the language of the minority beside those of the majority of the county.</summary>
    private static (GapLayout Layout, List<ComparedPair> Pairs) BetweenLanguages(DashboardQuestion asked, RowStatistic statistic)
    {
        var words = asked.Words;
        var divided = asked.Facts.Divide(statistic, asked.Filter.From, asked.Filter.To, Dimension.Municipality, LanguageOf(statistic));
        var (swedish, finnish) = (Codes.Of(ServiceLanguage.Swedish), Codes.Of(ServiceLanguage.Finnish));
        var layout = new GapLayout(
            $"languages-{statistic.Id}",
            statistic,
            words[$"Equality.Languages.{statistic.Id}.Title"],
            words["Equality.Languages.Source"],
            [words["Dashboard.By.Municipality"], words["Equality.Speakers.Swedish"], words["Equality.Speakers.Finnish"]],
            words["Equality.InSentence.Finnish"],
            $"Equality.{statistic.Id}",
            words["Equality.Languages.Nothing"]);
        List<ComparedPair> pairs =
        [
            .. from number in Enumerable.Range(0, divided.Codes.Count)
               let codes = divided.Codes[number]
               where codes[1] == swedish
               let name = asked.NameOf(Dimension.Municipality, codes[0])
               select new ComparedPair(
                   name,
                   words["Equality.SwedishIn", name],
                   divided.Group(number),
                   divided.Find(codes[0], finnish) is { } other ? divided.Group(other) : null,
                   IsChosen(asked, Dimension.Municipality, codes[0])) { Parts = [new RowPart(Dimension.Municipality, codes[0]), new RowPart(LanguageOf(statistic), codes[1])] },
        ];
        return (layout, pairs);
    }

    /// <summary>Where closings are not recorded, those that are recorded were quick: their times say nothing of how the others fare.</summary>
    private static string[] NotRecordingClosings(DashboardQuestion asked) =>
    [
        .. new DashboardTables(asked).Parts(Dimension.Municipality, [new("littles-law-gap", "gap", Catalogue.Units.Percent, 0, string.Empty)])
            .Where(part => part.Code != Catalogue.MetricValue.NotKnown && part.Figures[0] is { Value: > FlowDashboard.LargeGap, N: >= Peers.LeastRows })
            .Select(part => part.Code),
    ];

    /// <param name="asked">What the page asks.</param>
    /// <param name="statistic">Which figure.</param>
    /// <param name="uncompared">Codes of municipalities that are left out of the comparison.</param>
    private static (GapLayout Layout, List<ComparedPair> Pairs) FromOthers(DashboardQuestion asked, RowStatistic statistic, string[] uncompared)
    {
        var words = asked.Words;
        var layout = new GapLayout(
            statistic.Id,
            statistic,
            words[$"Equality.{statistic.Id}.Title"],
            words["Equality.Source"],
            [words["Equality.Column.Group"], words["Equality.Column.Own"], words["Equality.Column.Others"]],
            words["Equality.InSentence.Others"],
            $"Equality.{statistic.Id}",
            words["Equality.Nothing"],
            uncompared.Length == 0 ? null : words["Equality.ClosingsMissing", string.Join(", ", uncompared.Select(code => asked.NameOf(Dimension.Municipality, code)))]);
        return (layout, [.. new[] { LanguageOf(statistic), Dimension.Municipality, Dimension.AgeBand }.SelectMany(dimension => PairsOf(asked, statistic, dimension, dimension == Dimension.Municipality ? uncompared : []))]);
    }

    private static IEnumerable<ComparedPair> PairsOf(DashboardQuestion asked, RowStatistic statistic, Dimension dimension, string[] uncompared)
    {
        var divided = asked.Facts.Divide(statistic, asked.Filter.From, asked.Filter.To, dimension);
        // Two groups are each other's rest: one comparison, not two.
        var groups = divided.Codes.Count == 2 ? [divided.Codes[0][0] == Codes.Of(ServiceLanguage.Finnish) ? 1 : 0] : Enumerable.Range(0, divided.Codes.Count);
        foreach (var group in divided.Codes.Count < 2 ? [] : groups)
        {
            var code = divided.Codes[group][0];
            var name = NameOf(asked, dimension, code);
            yield return new ComparedPair(name, name, divided.Group(group), uncompared.Contains(code) ? null : divided.Rest(group), IsChosen(asked, dimension, code)) { Parts = [new RowPart(dimension, code)] };
        }
    }

    private static string NameOf(DashboardQuestion asked, Dimension dimension, string code) =>
        dimension is Dimension.Language or Dimension.ClientLanguage && Codes.Find<ServiceLanguage>(code) is { } language ? asked.Words[$"Equality.Speakers.{language}"] : asked.NameOf(dimension, code);

    // A contact has two languages: the one the client asked for, and the one it was in.
    private static Dimension LanguageOf(RowStatistic statistic) => statistic.Metric == OwnLanguage.Metric ? Dimension.ClientLanguage : Dimension.Language;

    private static bool IsChosen(DashboardQuestion asked, Dimension dimension, string code) =>
        asked.Filter.Only.TryGetValue(dimension == Dimension.ClientLanguage ? Dimension.Language : dimension, out var chosen) && chosen == code;
}
