using System.Globalization;
using System.Net;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Faults;

/// <summary>Alone: the server that it stops is the one of all tests on PostgreSQL.</summary>
[TestClass]
[DoNotParallelize]
[TestCategory("faults")]
public sealed class DatabaseAwayTests(TestContext context)
{
    [TestMethod]
    [DataRow(PostgresStop.Fast)]
    [DataRow(PostgresStop.Immediate)]
    public async Task Nothing_acknowledged_is_lost_while_the_database_is_stopped_and_nothing_fails_once_it_is_back(PostgresStop how)
    {
        context.WriteLine(FaultScale.Describe($"PostgreSQL stopped ({how}) for {FaultScale.Outage.TotalSeconds} s"));
        await using var county = await CountyCopy.OnAsync(DatabaseProvider.PostgreSql, context.CancellationToken);
        var postgres = await county.Template.RequirePostgresAsync(context.CancellationToken);
        var (_, address) = await county.ServeAsync();
        using var desk = await Desk.OpenAsync(address, county.Template, context.CancellationToken);
        using var frontLine = new FrontLine(county, address);
        using var stop = new CancellationTokenSource();
        var sending = frontLine.SendAsync(FaultScale.ContactsPerSecond, stop.Token, context.CancellationToken);
        await frontLine.WaitForAcknowledgedAsync(sending, context.CancellationToken);
        await Task.WhenAny(sending, Task.Delay(FaultScale.Calm, context.CancellationToken));

        var stoppedAt = frontLine.Now;
        (int Status, bool HasRetryAfter, string Content) page;
        await postgres.StopAsync(how);
        try
        {
            await Task.WhenAny(sending, Task.Delay(FaultScale.Outage, context.CancellationToken));
            page = await desk.GetAsync("/workbench", context.CancellationToken);
        }
        finally
        {
            await postgres.StartAsync(context.CancellationToken);
        }

        var startedAt = frontLine.Now;
        await Readiness.WaitAsync(address, context.CancellationToken);
        var readyAt = frontLine.Now;
        await Task.WhenAny(sending, Task.Delay(FaultScale.Calm, context.CancellationToken));
        await stop.CancelAsync();
        await sending;

        context.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"stopped at {stoppedAt.TotalSeconds:0.0} s, started at {startedAt.TotalSeconds:0.0} s, ready at {readyAt.TotalSeconds:0.0} s; {frontLine.Acknowledged} acknowledged; answers: {frontLine.Summary}"));
        var refused = frontLine.Answers.Where(answer => answer.Status is not (200 or 201)).ToList();
        Assert.IsNotEmpty(refused, "While it was away, contacts were refused.");
        Assert.IsTrue(refused.TrueForAll(answer => answer is { Status: 503, HasRetryAfter: true }), $"{refused.Find(answer => answer is not { Status: 503, HasRetryAfter: true })}{Environment.NewLine}{county.Complaints}");
        Assert.IsTrue(refused.TrueForAll(answer => answer.At > stoppedAt), "Nothing is refused before.");
        Assert.IsTrue(refused.TrueForAll(answer => answer.Since <= readyAt), $"Nothing is refused after readiness: {refused.Find(answer => answer.Since > readyAt)}");
        Assert.AreEqual((503, true), (page.Status, page.HasRetryAfter));
        Assert.Contains("Tietokanta ei juuri nyt vastaa", WebUtility.HtmlDecode(page.Content));
        Assert.AreEqual(200, (await desk.GetAsync("/workbench", context.CancellationToken)).Status, "The session holds.");
        await frontLine.RequireEachOnceAsync();
        await county.RequireWholeAsync();
    }
}
