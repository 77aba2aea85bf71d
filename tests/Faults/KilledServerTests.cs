using System.Globalization;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Faults;

[TestClass]
[TestCategory("faults")]
public sealed class KilledServerTests(TestContext context)
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(3);

    /// <summary>One in so many is killed while it starts, before it has taken anything.</summary>
    private const int OneInStart = 4;

    [TestMethod]
    [DataRow(DatabaseProvider.Sqlite)]
    [DataRow(DatabaseProvider.PostgreSql)]
    public async Task What_was_acknowledged_is_there_once_however_often_the_server_is_killed(DatabaseProvider provider)
    {
        context.WriteLine(FaultScale.Describe($"kill -9 on {provider}"));
        var chance = new Random(FaultScale.Seed);
        await using var county = await CountyCopy.OnAsync(provider, context.CancellationToken);
        var (host, address) = await county.ServeAsync();
        using var frontLine = new FrontLine(county, address);
        using var stop = new CancellationTokenSource();
        var sending = frontLine.SendAsync(FaultScale.ContactsPerSecond, stop.Token, context.CancellationToken);

        for (var kill = 1; kill <= FaultScale.Kills; kill++)
        {
            if (kill % OneInStart != 0)
                await frontLine.WaitForAcknowledgedAsync(sending, context.CancellationToken);
            var life = LongestLife * chance.NextDouble();
            await Task.WhenAny(sending, Task.Delay(life, context.CancellationToken));
            await host.KillAsync();
            context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{frontLine.Now.TotalSeconds:0.0} s: kill {kill} after {life.TotalMilliseconds:0} ms more, {frontLine.Acknowledged} acknowledged"));
            (host, _) = await county.ServeAsync(address);
        }

        await Task.WhenAny(sending, Task.Delay(FaultScale.Calm, context.CancellationToken));
        await stop.CancelAsync();
        context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{frontLine.Now.TotalSeconds:0.0} s: {frontLine.Acknowledged} acknowledged"));
        await sending;
        context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{frontLine.Now.TotalSeconds:0.0} s: {frontLine.Acknowledged} acknowledged, which is all"));
        context.WriteLine($"answers: {frontLine.Summary}");
        Assert.IsTrue(frontLine.Answers.Any(answer => answer.Status is null), "The kills broke connections.");
        var faults = frontLine.Answers.Where(answer => answer.Status is >= 500 and not 503).ToList();
        Assert.IsEmpty(faults, $"{faults.FirstOrDefault()}{Environment.NewLine}{county.Complaints}");
        await frontLine.RequireEachOnceAsync();
        await county.RequireWholeAsync();
    }
}
