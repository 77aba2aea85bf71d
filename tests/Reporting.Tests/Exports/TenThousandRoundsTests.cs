using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Paths;
using Palveluohjaus.Reporting.Tests.Dashboards;
using Palveluohjaus.Reporting.Texts;

namespace Palveluohjaus.Reporting.Tests.Exports;

/// <summary>A case that goes between two units ten thousand times, from a log to the drawn map.</summary>
[TestClass]
[TestCategory("database")]
public sealed class TenThousandRoundsTests : IDisposable
{
    private const int Rounds = 10_000;

    private static readonly ServiceProvider Texts = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
    private static readonly DateTime First = new(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc);

    private readonly ExportDesk _desk = new();

    [TestMethod]
    public async Task It_is_imported_whole_and_counts_once_in_each_move_on_the_map()
    {
        await _desk.ImportRowsAsync([.. RowsOf("endless", Rounds), .. Enumerable.Range(0, 6).SelectMany(number => RowsOf($"short-{number}", 1))]);

        var facts = await _desk.LoadFactsAsync();
        var view = Build(facts);

        Assert.AreEqual(7, facts.Cases.Count);
        CollectionAssert.AreEquivalent((string[])["A", "B", "north", "south"], view.Map!.Boxes.Select(box => box.Name[0]).ToArray());
        Assert.IsTrue(view.Map.Boxes.All(box => box.Count is "7"), string.Join(' ', view.Map.Boxes.Select(box => box.Count)));
        Assert.AreEqual("7", view.Returns!.Rows.Single(row => row.Name == "north → south → north").Cells[0].Text);
        Assert.IsTrue(view.Map.Lines.All(line => line.Label[0].Split(' ')[0] is "7" or "6"), string.Join(" | ", view.Map.Lines.Select(line => line.Label[0])));
        // The path of twenty thousand steps is one case's, and hidden; and so short an address names it all the same.
        Assert.IsEmpty(view.Variants!.Rows);
        Assert.IsTrue(view.Map.Edges.Rows.All(row => row is { Path.Length: 16, Name.Length: < 100 }));
        Assert.IsLessThan(20_000, view.Map.Lines.Sum(line => line.Data.Length));
    }

    public void Dispose() => _desk.Dispose();

    private static PathsView Build(Reporting.Facts.FactSnapshot facts)
    {
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fi-FI");
        var build = new BuildPaths(new DashboardWords(Texts.GetRequiredService<IStringLocalizer<ReportingTexts>>(), CountyCalendar.Helsinki), CountyCalendar.Helsinki, Texts.GetRequiredService<IStringLocalizer<GuidanceTexts>>());
        var today = new DateOnly(2026, 11, 22);
        return build.Build(facts, new DashboardNames(new Dictionary<string, string>(), new Dictionary<string, string>()), DashboardFilter.Parse(new Dictionary<string, string> { ["period"] = "all" }, DashboardsAtHand.Names, today, new DateOnly(2026, 1, 1)), "0");
    }

    private static IEnumerable<string> RowsOf(string name, int rounds)
    {
        for (var step = 0; step < 2 * rounds; step++)
            yield return Row(step, step % 2 == 0 ? "A" : "B", step % 2 == 0 ? "north" : "south");
        yield return Row(2 * rounds, "A", "north");

        string Row(int step, string activity, string unit) => string.Create(CultureInfo.InvariantCulture, $"{name},{activity},{First.AddMinutes(10 * step):yyyy-MM-dd'T'HH:mm:ss'Z'},{unit},,phone,,,");
    }
}
