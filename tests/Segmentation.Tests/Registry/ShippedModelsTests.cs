using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Segmentation.Tests.Registry;

[TestClass]
public sealed class ShippedModelsTests : IDisposable
{
    private const string Collection = SampleModels.Collection;
    private const string Version = "2026-11-22-1";
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 22, 1, 30, 0, TimeSpan.Zero));

    public required TestContext TestContext { get; init; }

    private ModelRegistry Shipped => new(_folder.Of("shipped"), _clock);

    private ModelRegistry Own => new(_folder.Of("own"), _clock);

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task First_time_brings_versions_and_champion_and_the_second_time_nothing()
    {
        await ShipAsync();

        var first = await BringInAsync();
        var second = await BringInAsync();

        Assert.AreEqual($"{Collection}/{Version}", first.Versions.Single());
        Assert.AreEqual($"{Collection}/{Version}", first.Champions.Single());
        Assert.IsEmpty(second.Versions);
        Assert.IsEmpty(second.Champions);
        Assert.AreEqual(Version, Own.Champion(Collection));
        Assert.AreEqual(Shipped.Card(Collection, Version), Own.Card(Collection, Version));
        Assert.AreEqual($"{Collection}/{Version}", Own.Load(Collection, Version, []).Id);
    }

    [TestMethod]
    public async Task County_champion_stays()
    {
        _clock.Advance(-TimeSpan.FromDays(1));
        await PromoteAsync(Own, await SaveAsync(Own, seed: 2));
        _clock.Advance(TimeSpan.FromDays(1));
        await ShipAsync();

        var broughtIn = await BringInAsync();

        Assert.HasCount(1, broughtIn.Versions);
        Assert.IsEmpty(broughtIn.Champions);
        Assert.AreEqual("2026-11-21-1", Own.Champion(Collection));
    }

    [TestMethod]
    public async Task County_that_rolled_back_to_no_champion_is_not_given_one_again()
    {
        await ShipAsync();
        await BringInAsync();

        var outcome = await Own.RollbackAsync(Collection, "aino", TestContext.CancellationToken);
        await BringInAsync();

        Assert.IsNull(((ChampionOutcome.Changed)outcome).Event.To);
        Assert.IsNull(Own.Champion(Collection));
    }

    [TestMethod]
    public async Task County_version_of_the_same_name_stays_and_does_not_become_champion_in_the_shipped_ones_place()
    {
        await SaveAsync(Own, seed: 2);
        var own = Own.Metrics(Collection, Version).Files;
        await ShipAsync();

        var broughtIn = await BringInAsync();

        Assert.IsEmpty(broughtIn.Versions);
        Assert.IsEmpty(broughtIn.Champions);
        Assert.AreEqual(own, Own.Metrics(Collection, Version).Files);
        Assert.IsNull(Own.Champion(Collection));
    }

    [TestMethod]
    public async Task Broken_installation_is_named_and_a_missing_one_brings_nothing()
    {
        Assert.IsEmpty((await BringInAsync()).Versions);
        await ShipAsync();
        var path = Path.Combine(_folder.Of("shipped"), Collection, Version, "model.json");
        await File.AppendAllTextAsync(path, " ", TestContext.CancellationToken);

        var exception = await Assert.ThrowsExactlyAsync<InvalidDataException>(BringInAsync);

        StringAssert.StartsWith(exception.Message, path, StringComparison.Ordinal);
        Assert.IsEmpty(Own.List().SelectMany(collection => collection.Versions));
    }

    private async Task ShipAsync() => await PromoteAsync(Shipped, await SaveAsync(Shipped, seed: 1));

    private Task<BroughtIn> BringInAsync() => Own.BringInAsync(_folder.Of("shipped"), TestContext.CancellationToken);

    private async Task<string> SaveAsync(ModelRegistry registry, int seed) =>
        (await registry.SaveAsync(Collection, SampleModels.OfClientsBriefly(seed), SampleModels.Metrics(), TestContext.CancellationToken)).Id.Split('/')[1];

    private async Task PromoteAsync(ModelRegistry registry, string version)
    {
        var decision = new GateDecision { Collection = Collection, Candidate = version, Champion = null, Measured = SampleModels.Measured, Findings = [.. Enum.GetValues<GateCheck>().Select(check => new GateFinding(check, true, ""))] };
        Assert.IsInstanceOfType<ChampionOutcome.Changed>(await registry.PromoteAsync(decision, "aino", null, [], TestContext.CancellationToken));
    }
}
