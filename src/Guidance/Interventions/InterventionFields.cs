namespace Palveluohjaus.Guidance.Interventions;

/// <summary>What the controls of the forms and the members of the calls are called.</summary>
internal static class InterventionFields
{
    public const string Client = "Client";
    public const string Method = "Method";
    public const string Case = "CaseId";
    public const string StartedOn = "StartedOn";
    public const string PlannedSessions = "PlannedSessions";
    public const string Measure = "Measure";
    public const string Stage = "Stage";
    public const string Score = "Score";
    public const string MeasuredOn = "MeasuredOn";
    public const string HeldOn = "HeldOn";
    public const string Outcome = "Outcome";
    public const string Reason = "Reason";
    public const string Note = "Note";
    public const string EndedOn = "EndedOn";
    public const string Entry = "Entry";
    public const string TakeBackNote = "TakeBackNote";
}
