using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.FigureRows;

namespace Palveluohjaus.Reporting.Paths;

/// <summary>Builds the page of clients' paths from facts. Like the overview it shows aggregates only and reads no client.</summary>
public sealed class BuildPaths(DashboardWords words, CountyCalendar calendar, IStringLocalizer<GuidanceTexts> guidanceTexts)
{
    /// <param name="facts">The facts to look at.</param>
    /// <param name="names">What units are called.</param>
    /// <param name="filter">The dashboards' filter.</param>
    /// <param name="leastText">How much of the map is drawn, as it stands in the address.</param>
    public PathsView Build(FactSnapshot facts, DashboardNames names, DashboardFilter filter, string? leastText)
    {
        var least = PathsFilter.Find(leastText);
        var view = new PathsView
        {
            Filter = filter,
            LeastPercent = least ?? PathsFilter.UsualLeastPercent,
            IsLeastIgnored = least is null,
            Period = DashboardWords.Days(filter.From, filter.LastDay),
            Updated = words.Updated(facts.RefreshedAtUtc),
            Nothing = null,
        };
        if (facts.Cases.Count == 0)
            return view with { Nothing = words[facts.RefreshedAtUtc is null ? "Paths.NeverRefreshed" : "Paths.NoCases"] };

        var pathWords = new PathWords(facts.TraceWords, facts.Names.UnitCodes.ToDictionary(unit => unit.Key, unit => unit.Value));
        var peers = new PathPeers(facts.Cases, filter.Only);
        var mined = Mine(facts, filter, pathWords, peers);
        var log = mined.Paths.Of(peers.Own);
        if (log.Cases == 0)
            return view with { Nothing = words["Paths.NoCasesHere"] };
        var flowLog = mined.Flow.Of(peers.Own);
        if (!peers.CanHide(PathDisclosure.CountOf(log) + PathDisclosure.CountOf(flowLog)))
            return view with { Nothing = words["Paths.TooManyLimits"] };
        var disclosure = new PathDisclosure(log, peers);
        if (!disclosure.IsShown(log.Steps[PathLog.Start]))
            return view with { Nothing = words["Paths.TooFew"] };

        var source = words["Paths.Source"];
        var figures = new PathFigures(log, disclosure, words, names, pathWords);
        var flowFigure = new FlowFigure(flowLog, new PathDisclosure(flowLog, peers), mined.Meanings, words, step => NameOf(mined.Meanings[step - 3]));
        return view with
        {
            Map = figures.Map(view.LeastPercent / 100, source),
            Variants = figures.Variants(source),
            Returns = figures.Returns(source),
            Flow = flowFigure.Build(source),
            Rows = [.. figures.Rows(), .. flowFigure.Rows()],
        };

        string NameOf(FlowStep step) => step.Column switch
        {
            FlowColumn.Channel => facts.Cases.Dimensions[Dimension.Channel].ValueOf(step.Value) is { } code && ChannelOf(code) is { } channel ? guidanceTexts[$"Channel.{channel}"] : words["Overview.NotKnown"],
            FlowColumn.Unit => step.Value == 0 ? words["Overview.NotKnown"] : pathWords.NameOf(-step.Value, words, names),
            FlowColumn.Sector => facts.Referrals.Dimensions[Dimension.Sector].ValueOf(step.Value) is { } code && Codes.Find<ServiceSector>(code) is { } sector ? guidanceTexts[$"ServiceSector.{sector}"] : words["Paths.Sector.NotKnown"],
            FlowColumn.Outcome => words[$"Paths.Outcome.{(FlowOutcome)step.Value}"],
            _ => throw new ArgumentOutOfRangeException(nameof(step), step.Column, "Not a column."),
        };
    }

    /// <summary>
    /// The cases behind one move, path or round, of units where the reader works: of each unit only where the page limited to it would show how many they are, so
    /// that a list tells no number that pages hide.
    /// </summary>
    /// <param name="facts">The facts to look at.</param>
    /// <param name="names">What units are called.</param>
    /// <param name="filter">The dashboards' filter.</param>
    /// <param name="key">Of <see cref="PathKeys"/>; anything may stand there.</param>
    /// <param name="ownUnits">Codes of the units where the reader works.</param>
    /// <returns>The rows, and what it is called; no name where no unit of theirs has such cases to show.</returns>
    internal (FoundRows Rows, string? Name) FindRows(FactSnapshot facts, DashboardNames names, DashboardFilter filter, string key, IReadOnlyCollection<string> ownUnits)
    {
        var pathWords = new PathWords(facts.TraceWords, facts.Names.UnitCodes.ToDictionary(unit => unit.Key, unit => unit.Value));
        var (found, listed, name) = (new List<int>(), new List<string>(), (string?)null);
        string[] units = [.. ownUnits.Where(unit => filter.UnitCode is null || filter.UnitCode == unit)];
        Mined? mined = null;
        foreach (var unit in units)
        {
            var ofUnit = filter with { UnitCode = unit };
            var peers = new PathPeers(facts.Cases, ofUnit.Only);

            // Which group a case is in depends on what pages are limited by, not on the code they are limited to: all units are mined at once.
            mined ??= Mine(facts, ofUnit, pathWords, peers);
            var log = mined.Paths.Of(peers.Own);
            if (log.Cases == 0 || new PathKeys(log, pathWords).Find(key) is not { } counted || !peers.CanHide(PathDisclosure.CountOf(log)))
                continue;
            var disclosure = new PathDisclosure(log, peers);
            if (!disclosure.IsShown(log.Steps[PathLog.Start]) || !disclosure.IsShown(counted))
                continue;
            listed.Add(unit);
            name ??= new PathFigures(log, disclosure, words, names, pathWords).NameOf(counted);
            found.AddRange(RowsOf(facts, filter).Where(row => peers.GroupOf(row) == peers.Own && Takes(row)));
        }

        found.Sort((one, other) => facts.Cases.ReceivedAt[other].CompareTo(facts.Cases.ReceivedAt[one]) is var order and not 0 ? order : other.CompareTo(one));
        return (new FoundRows(string.Empty, found.ConvertAll(row => (row, (bool?)null)), listed, listed.Count < units.Length), name);

        bool Takes(int row) => new PathKeys(MinePaths.Mine(facts.Cases, [row], pathWords, _ => 0).Of(0), pathWords).Find(key) is not null;
    }

    private IReadOnlyList<int> RowsOf(FactSnapshot facts, DashboardFilter filter) =>
        facts.Cases.ReceivedAt.RowsBetween(facts.Cases, calendar.StartOfDayUtc(filter.From).Ticks, calendar.StartOfDayUtc(filter.To).Ticks);

    /// <summary>A page limited to one code needs what its peers' pages need; so all of them are mined once for the facts there are, but for periods of a reader's own.</summary>
    private Mined Mine(FactSnapshot facts, DashboardFilter filter, PathWords pathWords, PathPeers peers)
    {
        if (filter.Period == DashboardPeriod.Own)
            return MineAnew();
        return (Mined)facts.WorkedOut.GetOrAdd((typeof(Mined), string.Join(' ', filter.Only.Keys.Order()), filter.From, filter.To), _ => new Lazy<object>(MineAnew)).Value;

        Mined MineAnew()
        {
            var rows = RowsOf(facts, filter);
            var flow = new MineFlow();
            return new Mined(MinePaths.Mine(facts.Cases, rows, pathWords, peers.GroupOf), flow.Mine(facts, rows, pathWords, peers.GroupOf), flow.Meanings);
        }
    }

    private static ContactChannel? ChannelOf(string code)
    {
        foreach (var channel in Enum.GetValues<ContactChannel>())
        {
            if (channel.Code() == code)
                return channel;
        }

        return null;
    }

    private sealed record Mined(MinedPaths Paths, MinedPaths Flow, IReadOnlyList<FlowStep> Meanings);
}
