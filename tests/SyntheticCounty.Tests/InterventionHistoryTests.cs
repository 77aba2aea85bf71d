using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Testing;

namespace Palveluohjaus.SyntheticCounty.Tests;

[TestClass]
public sealed class InterventionHistoryTests
{
    [TestMethod]
    public async Task Every_method_is_there_with_changes_for_the_better_and_some_that_go_on()
    {
        using var database = new TestDatabase();
        await using var guidance = database.OpenGuidance();

        await CountyUnderTest.GenerateInto(guidance).RunAsync(new CountyParameters { ClientCount = 400 }, progress: null, CancellationToken.None);

        var interventions = await guidance.Interventions.AsNoTracking().ToListAsync();
        var entries = (await guidance.InterventionEntries.AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync()).ToLookup(entry => entry.InterventionId);
        var births = await guidance.Clients.ToDictionaryAsync(client => client.Id, client => client.DateOfBirth);
        var lastDay = DateOnly.FromDateTime(CountyUnderTest.EndsAtUtc);
        var results = interventions.SelectMany(each => InterventionResult.Of(each, [.. entries[each.Id]]).Measures).ToList();
        CollectionAssert.AreEquivalent(InterventionMethods.Shipped.InUse.Select(method => method.Code).ToArray(), interventions.Select(each => each.MethodCode).Distinct().ToArray());
        Assert.IsTrue(interventions.All(each => each.StartedOn > births[each.ClientId] && each.StartedOn <= lastDay && (each.EndedOn is null) == each.IsOngoing && (each.EndedOn ?? lastDay) <= lastDay));
        Assert.IsTrue(results.All(result => (result.Before is not { } before || result.Scale.Includes(before.Score)) && (result.After is not { } after || result.Scale.Includes(after.Score))));
        Assert.IsTrue(results.Where(result => result.Direction == ChangeDirection.Better).Count() > results.Where(result => result.Direction == ChangeDirection.Worse).Count());
        Assert.IsTrue(interventions.Any(each => each.IsOngoing) && interventions.Any(each => each.State == InterventionState.Interrupted));
    }
}
