namespace Palveluohjaus.Reporting.Dashboards.Interventions;

/// <summary>Interventions and feedback: what was measured before and after each method, and what clients say of the service.</summary>
internal sealed class InterventionsDashboard() : Dashboard("interventions-and-feedback")
{
    internal override DashboardContent Build(DashboardQuestion asked)
    {
        var feedback = new FeedbackFigures(asked);
        return new DashboardContent([], [EffectFigure.Draw(asked), feedback.OverTime(), feedback.By(Facts.Dimension.Unit), feedback.By(Facts.Dimension.Channel)]);
    }
}
