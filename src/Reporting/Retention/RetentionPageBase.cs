using Microsoft.AspNetCore.Components;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Retention;
using Palveluohjaus.Reporting.Schedules;

namespace Palveluohjaus.Reporting.Retention;

/// <summary>What the page of retention reads: the rules, what they would remove today, and the runs of the one job.</summary>
public abstract class RetentionPageBase : SchedulesPageBase
{
    protected const int RunsShown = 10;

    [Inject] public required RetentionRules Rules { get; set; }
    [Inject] public required RetentionWords Words { get; set; }
    [Inject] public required CountDueData CountDueData { get; set; }

    [Inject] public required CurrentActor CurrentActor { get; set; }

    protected IReadOnlyList<DueCount> Counts { get; private set; } = [];

    /// <summary>The county has not told the job to run by itself.</summary>
    protected bool IsByHandOnly => Catalogue.Find(JobCatalogue.Retain) is { IsOn: false };

    protected override async Task OnInitializedAsync()
    {
        (JobText, StateText, PageText) = (JobCatalogue.Retain, null, null);
        await base.OnInitializedAsync();
        Counts = await CountDueData.RunAsync(CurrentActor.Actor, HttpContext.RequestAborted);
    }
}
