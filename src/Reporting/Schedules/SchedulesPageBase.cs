using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Reporting.Texts;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>What the schedules page reads and does.</summary>
public abstract class SchedulesPageBase : ComponentBase
{
    [Inject] public required IStringLocalizer<ReportingTexts> Texts { get; set; }
    [Inject] public required ReadJobs ReadJobs { get; set; }
    [Inject] public required JobCatalogue Catalogue { get; set; }
    [Inject] public required CountyCalendar Calendar { get; set; }
    [CascadingParameter] public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromQuery(Name = "job")] public string? JobText { get; set; }
    [SupplyParameterFromQuery(Name = "state")] public string? StateText { get; set; }
    [SupplyParameterFromQuery(Name = "page")] public string? PageText { get; set; }

    /// <summary>What came of a button, and of which job.</summary>
    [SupplyParameterFromQuery(Name = "done")] public string? DoneText { get; set; }

    [SupplyParameterFromQuery(Name = "of")] public string? OfText { get; set; }

    protected JobsView? Jobs { get; private set; }
    protected JobRunsView? Runs { get; private set; }
    protected JobRunFilter Filter { get; private set; } = new(null, null);

    /// <summary>What the address asks for that there is not, as sentences.</summary>
    protected IReadOnlyList<string> Unknown =>
    [
        .. Filter.Job is null && !string.IsNullOrEmpty(JobText) ? [Texts["Schedules.Unknown.job"].Value] : Array.Empty<string>(),
        .. Filter.State is null && !string.IsNullOrEmpty(StateText) ? [Texts["Schedules.Unknown.state"].Value] : Array.Empty<string>(),
    ];

    /// <summary>What is said of the button that was pressed; null when none was.</summary>
    protected (Tone? Tone, string Icon, string Text)? Said => Jobs?.Jobs.FirstOrDefault(each => each.Job.Name == OfText) is not { } view ? null : DoneText switch
    {
        "started" => (Tone.Good, "check", Texts["Schedules.Said.Started", NameOf(view.Job.Name)]),
        "running" when view.Latest is { State: JobRunState.Running } run => (null, "info", Texts["Schedules.Said.Running", NameOf(view.Job.Name), At(run.StartedAtUtc), StartedBy(run)]),
        "running" => (null, "info", Texts["Schedules.Said.RanMeanwhile", NameOf(view.Job.Name)]),
        "cancelled" => (Tone.Good, "check", Texts["Schedules.Said.Cancelled", NameOf(view.Job.Name)]),
        "ended" => (null, "info", Texts["Schedules.Said.Ended", NameOf(view.Job.Name)]),
        "needs" => (Tone.Soon, "pause", Texts[$"Job.{view.Job.Name}.Needs"]),
        _ => null,
    };

    protected override async Task OnInitializedAsync()
    {
        Filter = new JobRunFilter(
            Catalogue.Find(JobText ?? string.Empty)?.Name,
            Enum.TryParse<JobRunState>(StateText, ignoreCase: true, out var state) && Enum.IsDefined(state) && !int.TryParse(StateText, CultureInfo.InvariantCulture, out _) ? state : null);
        Jobs = await ReadJobs.ReadAsync(HttpContext.RequestAborted);
        Runs = await ReadJobs.ReadRunsAsync(Filter, int.TryParse(PageText, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : 1, HttpContext.RequestAborted);
    }

    protected string NameOf(string job) => Catalogue.Find(job) is null ? job : Texts[$"Job.{job}"];

    protected string At(DateTime utc) => Calendar.ToLocal(utc).ToString("g", CultureInfo.CurrentCulture);

    protected string When(ScheduledJob job) => (job.When, job.IsCountysOwn) switch
    {
        (JobTrigger.Every every, _) => Texts["Schedules.Every", Written.Number(every.Interval.TotalMinutes)],
        (JobTrigger.Cron cron, true) => Texts["Schedules.Cron", cron.Expression],
        _ => Texts[$"Job.{job.Name}.When"],
    };

    protected string Next(JobView view, bool hasScheduler) => view.NextAtUtc is { } next ? At(next)
        : view.State == JobState.On && !hasScheduler ? Texts["Schedules.NotHere"]
        : Texts["Schedules.NotPlanned"];

    protected string Took(JobRunView run) => run.DurationSeconds switch
    {
        < 60 => Texts["Schedules.Seconds", run.DurationSeconds],
        < 3600 => Texts["Schedules.Minutes", run.DurationSeconds / 60, run.DurationSeconds % 60],
        _ => Texts["Schedules.Hours", run.DurationSeconds / 3600, run.DurationSeconds % 3600 / 60],
    };

    /// <summary>Only a run that came to its end tells how much it did.</summary>
    protected static string Rows(JobRunView run) => run.State == JobRunState.Succeeded ? Written.Number(run.RowsDone) : "–";

    protected string StartedBy(JobRunView run) => run.Origin == JobOrigin.Hand && run.StartedBy is { } worker ? worker : Texts[$"JobOrigin.{run.Origin}"];

    /// <summary>Why a run did not end well, and what to do about it; null when there is nothing to say.</summary>
    protected string? Why(JobRunView run) => run.State switch
    {
        JobRunState.Failed when run.Fault == JobFault.PowerBi && Enum.TryParse<PowerBiFault>(run.ErrorType, out var fault) => $"{PowerBiWords.Of(fault)} {Texts["Schedules.ErrorType", fault]}",
        JobRunState.Failed => $"{Texts[$"JobFault.{run.Fault ?? JobFault.Other}"]} {Texts["Schedules.ErrorType", run.ErrorType ?? "–"]}",
        JobRunState.Interrupted => Texts["Schedules.Interrupted"],
        JobRunState.Cancelled => run.CancelledBy is { } worker ? Texts["Schedules.CancelledBy", worker] : Texts["Schedules.Stopped"],
        JobRunState.Running when run.IsBeingCancelled => Texts["Schedules.IsStopping"],
        _ => null,
    };

    protected string AddressOf(int page) => QueryHelpers.AddQueryString(SteerFromPage.Address, new Dictionary<string, string?>
    {
        ["job"] = Filter.Job,
        ["state"] = Filter.State?.ToString(),
        ["page"] = page.ToString(CultureInfo.InvariantCulture),
    }.Where(field => field.Value is not null));
}
