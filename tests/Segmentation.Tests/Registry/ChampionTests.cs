using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Segmentation.Tests.Registry;

[TestClass]
public sealed class ChampionTests : IDisposable
{
    private const string Collection = SampleModels.Collection;
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 22, 1, 30, 0, TimeSpan.Zero));

    public required TestContext TestContext { get; init; }

    private ModelRegistry Registry => new(_folder.Of("models"), _clock);

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task Promotion_is_written_with_who_when_and_what_the_gate_found()
    {
        var version = await SaveAsync();

        var outcome = await PromoteAsync(version);

        Assert.IsInstanceOfType<ChampionOutcome.Changed>(outcome);
        Assert.AreEqual(version, Registry.Champion(Collection));
        Assert.AreEqual(version + "\n", await File.ReadAllTextAsync(PathOf("champion"), TestContext.CancellationToken));
        Assert.IsTrue(Registry.List()[0].Versions.Single().IsChampion);
        var entry = Registry.History(Collection).Single();
        Assert.AreEqual((ChampionAction.Promoted, "aino", null, version), (entry.Action, entry.Who, entry.From, entry.To));
        Assert.AreEqual(new DateTime(2026, 11, 22, 1, 30, 0, DateTimeKind.Utc), entry.AtUtc);
        Assert.IsNull(entry.OverrideReason);
        Assert.AreEqual(SampleModels.Measured, entry.Measured);
        CollectionAssert.AreEqual(Decision(version, null).Findings.ToArray(), entry.Findings.ToArray());
    }

    [TestMethod]
    public async Task Failed_gate_refuses_and_a_reason_of_three_characters_or_more_overrides_and_is_recorded()
    {
        var version = await SaveAsync();
        var failed = Decision(version, null, GateCheck.GroupGap);

        foreach (var reason in new[] { null, "", "ab", "  ab  ", new string('x', 501) })
            Assert.IsInstanceOfType<ChampionOutcome.Refused>(await PromoteAsync(failed, reason), reason);
        Assert.IsNull(Registry.Champion(Collection));
        Assert.IsEmpty(Registry.History(Collection));

        Assert.IsInstanceOfType<ChampionOutcome.Changed>(await PromoteAsync(failed, " Few Swedish speakers yet. "));
        Assert.AreEqual("Few Swedish speakers yet.", Registry.History(Collection).Single().OverrideReason);
    }

    [TestMethod]
    public async Task Black_box_never_becomes_champion_whatever_the_reason_or_the_evidence()
    {
        var model = SampleModels.Calibrated("x/1", "own-file-trainer", new OwnFileModel(SampleModels.ClientSchema, 1));
        var version = (await Registry.SaveAsync(Collection, model, SampleModels.Metrics(), TestContext.CancellationToken)).Id.Split('/')[1];

        var honest = await PromoteAsync(Decision(version, null, GateCheck.ExactExplanation), "The minister wants it.");
        var forged = await PromoteAsync(Decision(version, null), "The minister wants it.");

        foreach (var outcome in new[] { honest, forged })
            StringAssert.Contains(((ChampionOutcome.Refused)outcome).Why, "cannot be overridden", StringComparison.Ordinal);
        Assert.IsNull(Registry.Champion(Collection));
    }

    [TestMethod]
    public async Task Check_that_was_left_out_has_not_been_passed()
    {
        var decision = Decision(await SaveAsync(), null);

        var outcome = await PromoteAsync(decision with { Findings = [.. decision.Findings.Skip(1)] }, "It is only one check.");

        Assert.IsInstanceOfType<ChampionOutcome.Refused>(outcome);
    }

    [TestMethod]
    public async Task Comparison_with_an_earlier_champion_does_not_count()
    {
        var (first, second, third) = (await SaveAsync(), await SaveAsync(), await SaveAsync());
        await PromoteAsync(first);
        var stale = Decision(third, first);
        await PromoteAsync(second);

        var outcome = await PromoteAsync(stale);

        Assert.AreEqual($"The champion was {first} when the version was compared, and is {second} now. Compare again.", ((ChampionOutcome.Refused)outcome).Why);
    }

    [TestMethod]
    public async Task Missing_present_and_broken_versions_are_not_promoted()
    {
        var version = await SaveAsync();
        await PromoteAsync(version);

        StringAssert.Contains(((ChampionOutcome.Refused)await PromoteAsync(Decision("2020-01-01-1", version))).Why, "There is no version", StringComparison.Ordinal);
        StringAssert.Contains(((ChampionOutcome.Refused)await PromoteAsync(Decision(version, version))).Why, "champion already", StringComparison.Ordinal);
        var broken = await SaveAsync();
        await File.AppendAllTextAsync(PathOf(broken, "model.json"), " ", TestContext.CancellationToken);
        await Assert.ThrowsExactlyAsync<InvalidDataException>(() => PromoteAsync(Decision(broken, version)));
        await Assert.ThrowsExactlyAsync<ArgumentException>(() => Registry.PromoteAsync(Decision(broken, version), " ", null, [], TestContext.CancellationToken));
    }

    [TestMethod]
    public async Task Rollbacks_go_back_one_by_one_to_no_champion_and_then_refuse()
    {
        var (first, second) = (await SaveAsync(), await SaveAsync());
        await PromoteAsync(first);
        await PromoteAsync(second);

        Assert.AreEqual(first, To(await RollbackAsync()));
        Assert.AreEqual(first, Registry.Champion(Collection));
        Assert.IsNull(To(await RollbackAsync()));
        Assert.IsNull(Registry.Champion(Collection));
        StringAssert.Contains(((ChampionOutcome.Refused)await RollbackAsync()).Why, "nothing to roll back to", StringComparison.Ordinal);
        Assert.HasCount(4, Registry.History(Collection));
    }

    [TestMethod]
    public async Task Rollback_after_a_rollback_and_a_promotion_goes_to_the_one_before_that_promotion()
    {
        var (first, second, third) = (await SaveAsync(), await SaveAsync(), await SaveAsync());
        await PromoteAsync(first);
        await PromoteAsync(second);
        await RollbackAsync();
        await PromoteAsync(third);

        Assert.AreEqual(first, To(await RollbackAsync()));
        Assert.IsNull(To(await RollbackAsync()));
    }

    [TestMethod]
    public async Task Rollback_to_a_broken_version_is_refused()
    {
        var (first, second) = (await SaveAsync(), await SaveAsync());
        await PromoteAsync(first);
        await PromoteAsync(second);
        File.Delete(PathOf(first, "model.json"));

        StringAssert.Contains(((ChampionOutcome.Refused)await RollbackAsync()).Why, $"The champion before, {first}, cannot be used", StringComparison.Ordinal);
        Assert.AreEqual(second, Registry.Champion(Collection));
    }

    [TestMethod]
    public async Task Promotion_killed_between_history_and_champion_did_not_happen()
    {
        var (first, second) = (await SaveAsync(), await SaveAsync());
        await PromoteAsync(first);
        await PromoteAsync(second);
        await File.WriteAllTextAsync(PathOf("champion"), first + "\n", TestContext.CancellationToken);

        Assert.IsNull(To(await RollbackAsync()), "The champion is the first, and before it there was none.");
    }

    [TestMethod]
    public async Task Rollback_killed_between_history_and_champion_is_done_again()
    {
        var (first, second) = (await SaveAsync(), await SaveAsync());
        await PromoteAsync(first);
        await PromoteAsync(second);
        await RollbackAsync();
        await File.WriteAllTextAsync(PathOf("champion"), second + "\n", TestContext.CancellationToken);

        Assert.AreEqual(first, To(await RollbackAsync()));
    }

    [TestMethod]
    public async Task Entry_cut_off_by_a_power_cut_is_left_out_and_overwritten()
    {
        var (first, second) = (await SaveAsync(), await SaveAsync());
        await PromoteAsync(first);
        await File.AppendAllTextAsync(PathOf("history.jsonl"), "{\"atUtc\":\"2026-11", TestContext.CancellationToken);

        Assert.HasCount(1, Registry.History(Collection));
        await PromoteAsync(second);

        Assert.AreEqual($"{first} {second}", string.Join(' ', Registry.History(Collection).Select(entry => entry.To)));
    }

    [TestMethod]
    public async Task Broken_history_or_champion_is_named_and_nothing_is_changed()
    {
        var version = await SaveAsync();
        await PromoteAsync(version);
        var other = await SaveAsync();
        await File.WriteAllTextAsync(PathOf("history.jsonl"), "{}\nno\n", TestContext.CancellationToken);

        foreach (var change in new Func<Task>[] { RollbackAsync, () => PromoteAsync(other) })
            StringAssert.Contains((await Assert.ThrowsExactlyAsync<InvalidDataException>(change)).Message, "history.jsonl, entry 1", StringComparison.Ordinal);
        Assert.AreEqual(version, Registry.Champion(Collection));
        Assert.AreEqual("{}\nno\n", await File.ReadAllTextAsync(PathOf("history.jsonl"), TestContext.CancellationToken));
        StringAssert.Contains(Registry.List()[0].Error, "history.jsonl", StringComparison.Ordinal);
        await File.WriteAllTextAsync(PathOf("champion"), "../elsewhere\n", TestContext.CancellationToken);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => Registry.Champion(Collection)).Message, "champion: the file should hold a version's name", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Two_who_promote_at_once_do_not_both_win()
    {
        var (first, second) = (await SaveAsync(), await SaveAsync());

        var outcomes = await Task.WhenAll(
            Task.Run(() => PromoteAsync(Decision(first, null))),
            Task.Run(() => PromoteAsync(Decision(second, null))));

        Assert.HasCount(1, outcomes.OfType<ChampionOutcome.Changed>());
        Assert.HasCount(1, Registry.History(Collection));
    }

    private static GateDecision Decision(string version, string? champion, GateCheck? failed = null) => new()
    {
        Collection = Collection,
        Candidate = version,
        Champion = champion,
        Measured = SampleModels.Measured,
        Findings = [.. Enum.GetValues<GateCheck>().Select(check => new GateFinding(check, check != failed, $"{check} in words."))],
    };

    private static string? To(ChampionOutcome outcome) => ((ChampionOutcome.Changed)outcome).Event.To;

    private async Task<string> SaveAsync() =>
        (await Registry.SaveAsync(Collection, SampleModels.OfClientsBriefly(), SampleModels.Metrics(), TestContext.CancellationToken)).Id.Split('/')[1];

    private Task<ChampionOutcome> PromoteAsync(string version) => PromoteAsync(Decision(version, Registry.Champion(Collection)));

    private Task<ChampionOutcome> PromoteAsync(GateDecision decision, string? reason = null) =>
        Registry.PromoteAsync(decision, "aino", reason, [new OwnFileTrainer()], TestContext.CancellationToken);

    private Task<ChampionOutcome> RollbackAsync() => Registry.RollbackAsync(Collection, "aino", TestContext.CancellationToken);

    private string PathOf(params string[] names) => Path.Combine([_folder.Of("models"), Collection, .. names]);
}
