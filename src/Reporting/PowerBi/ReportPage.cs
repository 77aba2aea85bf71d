using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>A page of the report: what one of our dashboards shows, in Power BI's own visuals.</summary>
/// <param name="Id">The dashboard's.</param>
/// <param name="TitleKey">Of its name in the texts.</param>
/// <param name="KeyFigures">Shown as cards.</param>
/// <param name="Visuals">At most four.</param>
internal sealed record ReportPage(string Id, string TitleKey, IReadOnlyList<string> KeyFigures, IReadOnlyList<ReportVisual> Visuals)
{
    public static readonly IReadOnlyList<ReportPage> All =
    [
        Of(
            "overview",
            ["contacts/count", "first-contact-resolution/share-7-days", "lead-time/p85", "deadline-attainment/share", "work-in-progress/at-end", "handoffs-per-case/mean"],
            new Lines("contacts/count"),
            new Lines("lead-time/p50", "lead-time/p85"),
            new Lines("deadline-attainment/share", "first-contact-resolution/share-7-days"),
            new Rows("Municipality", "contacts/count", "first-contact-resolution/share-7-days", "lead-time/p85", "deadline-attainment/share")),
        Of(
            "flow",
            ["arrivals/count", "throughput/count", "work-in-progress/at-end", "queue-age/over-100", "waiting-time/p85", "lead-time/p85"],
            new Lines("arrivals/count", "throughput/count"),
            new Lines("work-in-progress/at-end"),
            new Lines("waiting-time/p50", "waiting-time/p85"),
            new Rows("Unit", "arrivals/count", "throughput/count", "work-in-progress/at-end", "waiting-time/p85", "lead-time/p85")),
        Of(
            "segments",
            ["segment-transitions/moved", "contacts/count", "lead-time/p85", "handoffs-per-case/mean"],
            new Bars("Segment", "contacts/count"),
            new Bars("Segment", "lead-time/p85"),
            new Lines("segment-transitions/moved"),
            new Rows("Segment", "contacts/count", "lead-time/p50", "lead-time/p85", "handoffs-per-case/mean", "ping-pong/share")),
        Of(
            "guidance-quality",
            ["first-contact-resolution/share-7-days", "repeat-contacts/share-30-days", "failure-demand/share", "handoffs-per-case/mean", "ping-pong/share", "referral-acceptance/share"],
            new Lines("first-contact-resolution/share-7-days", "repeat-contacts/share-30-days", "failure-demand/share"),
            new Bars("Unit", "ping-pong/share"),
            new Bars("Sector", "referral-acceptance/share"),
            new Rows("Unit", "first-contact-resolution/share-7-days", "repeat-contacts/share-30-days", "handoffs-per-case/mean", "referral-acceptance/share", "multiprofessional-share/share")),
        Of(
            "interventions-and-feedback",
            ["client-feedback/mean", "client-feedback/count"],
            new Rows("Intervention", "intervention-effect/mean-change", "intervention-effect/effect-size", "intervention-effect/completed"),
            new Lines("client-feedback/mean"),
            new Bars("Unit", "client-feedback/mean"),
            new Bars("Channel", "client-feedback/mean")),
        Of(
            "equality",
            ["language-match/share", "waiting-time/p85", "lead-time/p85"],
            new Bars("Language", "waiting-time/p85"),
            new Bars("Municipality", "language-match/share"),
            new Bars("LifeStage", "waiting-time/p85"),
            new Rows("Municipality", "language-match/share", "waiting-time/p85", "lead-time/p85", "deadline-attainment/share")),
        Of(
            "data-quality",
            ["recording-completeness/share", "recording-completeness/within-a-day", "recording-completeness/delay-p50"],
            new Lines("recording-completeness/share", "recording-completeness/within-a-day"),
            new Bars("Unit", "recording-completeness/share"),
            new Bars("Channel", "recording-completeness/share")),
        Of(
            "model-watch",
            ["suggestion-agreement/share", "rubber-stamp/at-once", "rubber-stamp/seconds-p50"],
            new Lines("suggestion-agreement/share", "rubber-stamp/at-once"),
            new Bars("Segment", "suggestion-agreement/share"),
            new Bars("Language", "suggestion-agreement/share")),
        new("paths", "Paths.Title", [], []),
    ];

    /// <summary>
    /// Whether choosing from a division leaves figures on the page: rows are of a unit and at most one division more, so that a chart by another one would be
    /// empty, and of some figures there are none by the division at all.
    /// </summary>
    public bool CanBeLimitedTo(ModelDivision division)
    {
        var nothing = new FactSnapshot(0, null);
        return Visuals.Any(visual => IsAskedWith(visual, division) && visual.Figures.Any(figure => ModelFigure.Find(figure).IsDividedBy(division, nothing)));
    }

    private static bool IsAskedWith(ReportVisual visual, ModelDivision division) =>
        visual is Lines || visual.Table == division.Table || visual.Table == ModelDivision.Unit.Table || division == ModelDivision.Unit;

    private static ReportPage Of(string id, IReadOnlyList<string> keyFigures, params IReadOnlyList<ReportVisual> visuals) => new(id, $"Dashboard.{id}.Title", keyFigures, visuals);
}

/// <param name="Table">Whose names are on the axis or begin the rows.</param>
/// <param name="Figures">By <see cref="ModelFigure.Key"/>.</param>
internal abstract record ReportVisual(string Table, IReadOnlyList<string> Figures);

/// <summary>Over the months that have ended.</summary>
internal sealed record Lines(params IReadOnlyList<string> OverMonths) : ReportVisual(DescribeSemanticModel.Period, OverMonths);

internal sealed record Bars(string Of, string Figure) : ReportVisual(Of, [Figure]);

internal sealed record Rows(string Of, params IReadOnlyList<string> Columns) : ReportVisual(Of, Columns);
