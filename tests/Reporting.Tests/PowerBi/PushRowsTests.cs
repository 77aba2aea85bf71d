using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Testing.PowerBi;

namespace Palveluohjaus.Reporting.Tests.PowerBi;

[TestClass]
public sealed class PushRowsTests
{
    [TestMethod]
    public async Task The_first_push_makes_the_dataset_and_the_next_has_nothing_to_send()
    {
        await using var desk = await PushDesk.OpenAsync();

        var first = await desk.PushAsync();
        var asked = desk.Server.Requests.Count;
        var next = await desk.PushAsync();

        Assert.AreEqual((new PushSummary(2, 12_004, IsMade: true), new PushSummary(0, 0, IsMade: false)), (first, next));
        Assert.AreEqual("Datasets_GetDatasetsInGroup Datasets_GetTablesInGroup", string.Join(' ', desk.Server.Requests.Skip(asked).Select(each => each.Operation)));
        desk.RequireWhole();
    }

    [TestMethod]
    public async Task Only_what_changed_is_filled_anew_and_nobody_reads_it_half_filled()
    {
        await using var desk = await PushDesk.OpenAsync();
        await desk.PushAsync();
        var asked = desk.Server.Requests.Count;

        desk.Edition++;
        await desk.PushAsync();

        Assert.AreEqual(
            "DeleteRows Push, DeleteRows Figure, PostRows Figure, PostRows Figure, DeleteRows Push, PostRows Push",
            string.Join(", ", desk.Server.Requests.Skip(asked).Where(each => each.Operation.Contains("Rows", StringComparison.Ordinal)).Select(each => $"{each.Operation["Datasets_".Length..^"InGroup".Length]} {each.Path.Split('/')[^2]}")));
        desk.RequireWhole();
    }

    [TestMethod]
    public async Task A_refill_fills_everything_again()
    {
        await using var desk = await PushDesk.OpenAsync();
        await desk.PushAsync();

        var again = await desk.PushAsync(order => order with { IsRefill = true });

        Assert.AreEqual(new PushSummary(2, 12_004, IsMade: false), again);
        desk.RequireWhole();
    }

    /// <summary>Every moment at which something was just written down, or was about to be, is one at which the process may die.</summary>
    [TestMethod]
    public async Task Killed_at_any_point_the_next_run_has_every_row_once()
    {
        await using var desk = await PushDesk.OpenAsync();
        for (var point = 1; ; point++)
        {
            var settings = desk.Server.Settings with { Dataset = $"Killed{point}" };
            var wasKilled = await IsKilledAsync(settings, point);
            desk.Edition += point % 3 == 0 ? 1 : 0;
            await desk.PushAsync(order => order with { MayMakeAgain = true }, settings);

            desk.RequireWhole(settings.Dataset, $"killed at point {point}");
            if (wasKilled)
                continue;
            Assert.IsGreaterThan(30, point);
            return;
        }

        async Task<bool> IsKilledAsync(PowerBiSettings settings, int point)
        {
            var left = point;
            try
            {
                await desk.PushAsync(settings: settings, watch: reporting =>
                {
                    reporting.SavingChanges += (_, _) => Pass();
                    reporting.SavedChanges += (_, _) => Pass();
                });
                return false;
            }
            catch (KilledException)
            {
                return true;
            }

            void Pass()
            {
                if (--left == 0)
                    throw new KilledException();
            }
        }
    }

    [TestMethod]
    [DataRow(PowerBiFailure.CutWhenDone)]
    [DataRow(PowerBiFailure.AnswerWhenDone)]
    [DataRow(PowerBiFailure.Cut)]
    public async Task A_batch_whose_fate_is_not_known_makes_its_table_begin_again(PowerBiFailure failure)
    {
        await using var desk = await PushDesk.OpenAsync();
        desk.Server.Order(new PowerBiOrder("Datasets_PostRowsInGroup", failure) { After = 2 });

        await desk.PushAsync();

        desk.RequireWhole();
        Assert.IsGreaterThanOrEqualTo(60, desk.Clock.Waited.TotalSeconds);
    }

    [TestMethod]
    public async Task A_line_that_breaks_again_and_again_ends_the_run_and_the_next_one_mends_it()
    {
        await using var desk = await PushDesk.OpenAsync();
        desk.Server.Order(new PowerBiOrder("Datasets_PostRowsInGroup", PowerBiFailure.CutWhenDone) { After = 1, Times = 3 });

        var fault = await desk.FaultAsync();
        var guarded = desk.Server.Workspace.Dataset(PowerBiServer.Dataset).Tables["Push"].RowCount;
        await desk.PushAsync();

        Assert.AreEqual((PowerBiFault.ServiceAway, 0L), (fault, guarded));
        desk.RequireWhole();
    }

    [TestMethod]
    public async Task Told_to_come_back_later_the_next_run_goes_on_from_the_last_batch_that_was_taken()
    {
        await using var desk = await PushDesk.OpenAsync();
        desk.Figures = 45_000;
        desk.Server.Order(new PowerBiOrder("Datasets_PostRowsInGroup", PowerBiFailure.Answer) { Status = 429, RetryAfter = "3600", After = 3 });

        var fault = await desk.FaultAsync();
        var taken = desk.Server.Workspace.Dataset(PowerBiServer.Dataset).Tables["Figure"].RowCount;
        var rest = await desk.PushAsync();

        Assert.AreEqual((PowerBiFault.Throttled, 20_000L, 25_001L), (fault, taken, rest.Rows));
        desk.RequireWhole();
    }

    [TestMethod]
    public async Task A_dataset_that_was_made_without_our_knowing_is_taken_for_ours()
    {
        await using var desk = await PushDesk.OpenAsync();
        desk.Server.Order(new PowerBiOrder("Datasets_PostDatasetInGroup", PowerBiFailure.CutWhenDone));

        var fault = await desk.FaultAsync();
        await desk.PushAsync();

        Assert.AreEqual(PowerBiFault.ServiceAway, fault);
        Assert.HasCount(1, desk.Server.Workspace.Datasets);
        desk.RequireWhole();
    }

    [TestMethod]
    public async Task A_dataset_deleted_by_hand_does_not_come_back_by_itself()
    {
        await using var desk = await PushDesk.OpenAsync();
        await desk.PushAsync();
        desk.Server.Workspace.Datasets.Clear();

        var fault = await desk.FaultAsync();
        var empty = desk.Server.Workspace.Datasets.Count;
        var again = await desk.PushAsync(order => order with { MayMakeAgain = true });

        Assert.AreEqual((PowerBiFault.DatasetGone, 0, true), (fault, empty, again.IsMade));
        desk.RequireWhole();
    }

    [TestMethod]
    public async Task What_was_removed_stays_removed_until_a_command_fills_it_again()
    {
        await using var desk = await PushDesk.OpenAsync();
        await desk.PushAsync();

        var removed = await desk.RemoveAsync();
        var (left, asked) = (desk.Server.Workspace.Datasets.Count, desk.Server.Requests.Count);
        var scheduled = await desk.PushAsync();
        var asksNothing = desk.Server.Requests.Count == asked;
        var removedAgain = await desk.RemoveAsync();
        await desk.PushAsync(order => order with { MayMakeAgain = true });

        Assert.AreEqual((true, 0, new PushSummary(0, 0, false), true, false), (removed, left, scheduled, asksNothing, removedAgain));
        desk.RequireWhole();
    }

    [TestMethod]
    public async Task A_table_that_somebody_took_away_is_told_though_no_figure_has_changed()
    {
        await using var desk = await PushDesk.OpenAsync();
        await desk.PushAsync();
        desk.Server.Workspace.Dataset(PowerBiServer.Dataset).RemoveTable("Figure");

        Assert.AreEqual(PowerBiFault.SchemaChanged, (await Assert.ThrowsExactlyAsync<PowerBiFaultException>(() => desk.PushAsync())).Fault);
    }

    [TestMethod]
    public async Task A_new_column_is_added_and_its_table_filled_anew()
    {
        await using var desk = await PushDesk.OpenAsync();
        await desk.PushAsync();
        var figure = desk.Model.Find("Figure");
        desk.Model = desk.Model with { Tables = [.. desk.Model.Tables.SkipLast(1), figure with { Measures = [.. figure.Measures, new ModelMeasure("Count", "COUNTROWS(Figure)", "none")] }] };

        var changed = await desk.PushAsync();

        Assert.AreEqual(1, changed.Tables);
        Assert.AreEqual(2, desk.Server.Workspace.Dataset(PowerBiServer.Dataset).Tables["Figure"].Schema.GetProperty("measures").GetArrayLength());
        desk.RequireWhole();
    }

    [TestMethod]
    [DataRow("column")]
    [DataRow("table")]
    [DataRow("relationship")]
    public async Task What_the_service_cannot_change_is_told_and_nothing_of_the_old_is_lost(string what)
    {
        await using var desk = await PushDesk.OpenAsync();
        await desk.PushAsync();
        var figure = desk.Model.Find("Figure");
        var old = desk.Model;
        desk.Model = what switch
        {
            "column" => old with { Tables = [.. old.Tables.SkipLast(1), figure with { Columns = [.. figure.Columns.SkipLast(1), figure.Columns[^1] with { DataType = ModelDataType.String }] }] },
            "table" => old with { Tables = [.. old.Tables, new ModelTable("Unit", [new("Code", ModelDataType.String)], [])] },
            _ => old with { Relationships = [] },
        };

        var fault = await Assert.ThrowsExactlyAsync<PowerBiFaultException>(() => desk.PushAsync(order => order with { Read = table => table.Name == "Figure" || table.Name == "Unit" ? [] : desk.Read(table) }));

        Assert.AreEqual(PowerBiFault.SchemaChanged, fault.Fault);
        desk.Model = old;
        desk.RequireWhole();
    }

    [TestMethod]
    public async Task Another_dataset_of_the_same_name_is_left_alone()
    {
        await using var desk = await PushDesk.OpenAsync();
        var other = new PushedDataset { Name = PowerBiServer.Dataset, IsPush = false };
        desk.Server.Workspace.Datasets.Add(other);

        var published = await desk.FaultAsync();
        desk.Server.Workspace.Datasets.Add(new PushedDataset { Name = PowerBiServer.Dataset });
        var several = await desk.FaultAsync();

        Assert.AreEqual((PowerBiFault.DatasetNotPush, PowerBiFault.DatasetAmbiguous), (published, several));
        Assert.IsFalse(desk.Server.Requests.Any(each => each.Operation.Contains("Delete", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow(PowerBiRights.None)]
    [DataRow(PowerBiRights.Viewer)]
    public async Task Without_rights_it_says_so_and_asks_no_more(PowerBiRights rights)
    {
        await using var desk = await PushDesk.OpenAsync();
        desk.Server.Workspace.Rights = rights;

        var fault = await desk.FaultAsync();

        Assert.AreEqual(PowerBiFault.NotAllowed, fault);
        Assert.IsLessThanOrEqualTo(2, desk.Server.Requests.Count);
    }

    [TestMethod]
    public async Task Of_two_pushes_at_once_one_is_refused_and_no_row_is_there_twice()
    {
        await using var desk = await PushDesk.OpenAsync();
        desk.Figures = 25_000;
        await desk.PushAsync();
        desk.Edition++;
        var isFirst = true;

        await Assert.ThrowsExactlyAsync<DbUpdateConcurrencyException>(() => desk.PushAsync(progress: done =>
        {
            if (isFirst && done.Of is not null)
            {
                // The second run has services of its own; the first waits in the midst of its own.
                isFirst = false;
                desk.PushAsync(order => order with { IsRefill = true }).GetAwaiter().GetResult();
            }
        }));

        await desk.PushAsync();
        desk.RequireWhole();
    }

    [TestMethod]
    public async Task A_hundred_thousand_rows_are_worked_out_once_and_go_in_order_within_the_limits()
    {
        await using var desk = await PushDesk.OpenAsync();
        desk.Figures = 100_000;
        var (read, told) = (0L, new List<PushProgress>());

        await desk.PushAsync(order => order with { Read = table => desk.Read(table).Select(row => (row, read++).row) }, progress: told.Add);

        desk.RequireWhole();
        Assert.AreEqual((0, 100_004L), (desk.Server.Workspace.Throttled, read));
        Assert.AreEqual((new PushProgress(100_000, null), new PushProgress(100_004, 100_004)), (told.Last(each => each.Of is null), told[^1]));
        Assert.IsTrue(told.TrueForAll(each => each.Of is null or 100_004));
    }

    [TestMethod]
    public async Task A_run_that_goes_on_tells_what_is_left()
    {
        await using var desk = await PushDesk.OpenAsync();
        desk.Figures = 45_000;
        desk.Server.Order(new PowerBiOrder("Datasets_PostRowsInGroup", PowerBiFailure.Answer) { Status = 429, RetryAfter = "3600", After = 3 });
        var told = new List<PushProgress>();

        await desk.FaultAsync();
        await desk.PushAsync(progress: told.Add);

        Assert.AreEqual(new PushProgress(25_001, 25_001), told[^1]);
    }

    [TestMethod]
    public async Task Every_push_is_audited_before_anything_is_sent()
    {
        await using var desk = await PushDesk.OpenAsync();
        await desk.PushAsync();
        await desk.PushAsync();
        await desk.RemoveAsync();

        await using var guidance = desk.OpenGuidance();
        var entries = await guidance.AuditEntries.AsNoTracking().OrderBy(entry => entry.Sequence).Select(entry => entry.Action).ToListAsync();

        Assert.AreEqual("Create, Export, Delete", string.Join(", ", entries));
    }

    private sealed class KilledException : Exception;
}
