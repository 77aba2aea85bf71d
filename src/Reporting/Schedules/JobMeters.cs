using System.Diagnostics.Metrics;
using Palveluohjaus.Guidance;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>What the process tells of its jobs. Units are declared as UCUM writes them; a tag is a job's name or an outcome, and nothing else.</summary>
internal static class JobMeters
{
    private static readonly Histogram<double> Duration = ProductMeter.Meter.CreateHistogram<double>("palveluohjaus.job.duration", "s", "How long a run of a job took.");
    private static readonly Counter<long> Runs = ProductMeter.Meter.CreateCounter<long>("palveluohjaus.job.runs", "{run}", "Runs of jobs that ended, by outcome.");
    private static readonly Counter<long> Rows = ProductMeter.Meter.CreateCounter<long>("palveluohjaus.job.rows", "{row}", "Rows that runs of jobs did.");
    private static readonly Counter<long> FactRows = ProductMeter.Meter.CreateCounter<long>("palveluohjaus.facts.refreshed", "{row}", "Facts that refreshes changed.");
    private static readonly UpDownCounter<long> Running = ProductMeter.Meter.CreateUpDownCounter<long>("palveluohjaus.job.running", "{run}", "Runs of jobs that go on in this process.");

    public static void Begun(string job) => Running.Add(1, new KeyValuePair<string, object?>("job", job));

    public static void Ended(JobRun run, TimeSpan took)
    {
        var job = new KeyValuePair<string, object?>("job", run.Job);
        var outcome = new KeyValuePair<string, object?>("outcome", run.State.ToString().ToLowerInvariant());
        Running.Add(-1, job);
        Duration.Record(took.TotalSeconds, job, outcome);
        Runs.Add(1, job, outcome);
        Rows.Add(run.RowsDone, job);
        if (run.Job == RefreshFactsJob.Name)
            FactRows.Add(run.RowsDone);
    }
}
