using System.Globalization;
using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Reporting.Tests.Dashboards;

[TestClass]
public sealed class SmallCellsTests
{
    [TestMethod]
    [DataRow("40 30 20", "S S S")]
    [DataRow("40 3 20", "S s p", DisplayName = "one small part takes the next smallest with it")]
    [DataRow("40 3 2", "S s s", DisplayName = "two small parts hide each other")]
    [DataRow("40 1 2 9", "S s s p", DisplayName = "two small parts that are small together do not")]
    [DataRow("40 3 0", "p s S", DisplayName = "a nought is a poor partner")]
    [DataRow("1 1 1 1 1 0", "s s s s s p", DisplayName = "where all the others are ones a nought must do")]
    [DataRow("0 0 0", "S S S")]
    [DataRow("3 0", "s p", DisplayName = "a whole of three is hidden, and all its parts")]
    [DataRow("", "")]
    [DataRow("2147483 4", "p s")]
    public void Small_parts_and_what_would_give_them_away_are_hidden(string parts, string expected)
    {
        Assert.AreEqual(expected, Write(StatesOf(parts.Split(' ', StringSplitOptions.RemoveEmptyEntries), AxisKind.Parts)));
    }

    [TestMethod]
    [DataRow("50 40 30 20; 60 3 8 9; 9 9 9 9", "S s p", DisplayName = "the smallest other row goes with a lone hidden one")]
    [DataRow("50 40 30 20; 60 3 8 9; 9 4 9 9; 7 7 7 7", "S s s S")]
    [DataRow("50 40 30 20; 60 0 8 9", "S S")]
    [DataRow("1 2 3 4", "s")]
    public void A_row_with_a_small_cell_is_hidden_whole_and_never_alone(string rows, string expected)
    {
        Assert.AreEqual(expected, Write(StatesOf(rows.Split("; "), AxisKind.Rows)));
    }

    [TestMethod]
    public void No_hidden_part_can_be_computed_from_the_whole_and_what_is_shown()
    {
        var random = new Random(5);
        for (var round = 0; round < 4000; round++)
        {
            int[] parts = [.. Enumerable.Range(0, random.Next(1, 7)).Select(_ => random.Next(0, random.Next(2, 14)))];
            if (SmallCells.IsSmall(parts.Sum()) || parts.All(part => part == 1))
                continue;

            var states = StatesOf([.. parts.Select(part => part.ToString(CultureInfo.InvariantCulture))], AxisKind.Parts);

            int[] hidden = [.. Enumerable.Range(0, parts.Length).Where(index => states[index] != CellState.Shown)];
            Assert.IsTrue(parts.Zip(states).All(pair => !SmallCells.IsSmall(pair.First) || pair.Second == CellState.Small), string.Join(' ', parts));
            // Readers know that a hidden part is at least one, unless noughts are among the hidden.
            var least = hidden.Any(index => parts[index] == 0) ? 0 : 1;
            var sum = hidden.Sum(index => parts[index]);
            Assert.IsTrue(hidden.Length == 0 || (hidden.Length > 1 && sum >= SmallCells.LeastShown && sum > least * hidden.Length), $"round {round}: {string.Join(' ', parts)} → {Write(states)}");
        }
    }

    /// <param name="cells">Each a count, or the counts of a mix.</param>
    /// <param name="kind">What the cells are to each other.</param>
    private static CellState[] StatesOf(string[] cells, AxisKind kind)
    {
        var counts = cells.Select(cell => cell.Split(' ').Select(count => int.Parse(count, CultureInfo.InvariantCulture)).ToList()).ToList();
        string[] codes = [.. cells.Select((_, index) => index.ToString(CultureInfo.InvariantCulture))];
        var lattice = new CellLattice(
            [new LatticeAxis(codes, kind)],
            [.. codes.Zip(counts).Select(pair => ((IReadOnlyList<string>)[pair.First], (IReadOnlyList<int>)[pair.Second.Sum(), .. pair.Second]))]);
        return [.. codes.Select(code => lattice.StateOf([code]))];
    }

    private static string Write(IEnumerable<CellState> states) => string.Join(' ', states.Select(state => state switch
    {
        CellState.Small => "s",
        CellState.Partner => "p",
        _ => "S",
    }));
}
