using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Palveluohjaus.Guidance;

namespace Palveluohjaus.Reporting.Tests.Schedules;

[TestClass]
public sealed class JobMetersTests
{
    [TestMethod]
    public async Task A_run_is_measured_with_its_unit_and_no_more_than_its_job_and_outcome()
    {
        await using var jobs = await JobsOnDisk.MakeAsync();
        var job = $"measured-{Guid.NewGuid():N}";
        var seen = new ConcurrentBag<(string Name, string? Unit, double Value, string Tags)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, each) => { if (instrument.Meter.Name == ProductMeter.Name) each.EnableMeasurementEvents(instrument); } };
        void See(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var all = tags.ToArray();
            if (all.Any(tag => Equals(tag.Value, job)))
                seen.Add((instrument.Name, instrument.Unit, value, string.Join(' ', all.Select(tag => tag.Key).Order(StringComparer.Ordinal))));
        }

        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => See(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => See(instrument, value, tags));
        listener.Start();

        await jobs.Process("a-1-0001").RunAsync(job, (_, _) => Task.FromResult(7), CancellationToken.None);

        var told = seen.Where(each => each.Name != "palveluohjaus.job.running").Select(each => (each.Name, each.Unit, each.Tags)).Order().ToArray();
        CollectionAssert.AreEqual(
            new[] { ("palveluohjaus.job.duration", "s", "job outcome"), ("palveluohjaus.job.rows", "{row}", "job"), ("palveluohjaus.job.runs", "{run}", "job outcome") },
            told);
        Assert.AreEqual(7, seen.Single(each => each.Name == "palveluohjaus.job.rows").Value);
        Assert.AreEqual(0, seen.Where(each => each.Name == "palveluohjaus.job.running").Sum(each => each.Value));
    }
}
