namespace Palveluohjaus.Guidance.Workbench;

/// <summary>The lists behind the day's counts.</summary>
public enum TodayList
{
    /// <summary>What was logged as begun on the county's present day.</summary>
    Contacts,

    /// <summary>Of these, the ones that were solved at once.</summary>
    Solved,

    /// <summary>Of these, the ones that need not have been, had something worked.</summary>
    FailureDemand,

    /// <summary>Of these, the ones logged at a desk, the slowest to be recorded first.</summary>
    Delays,

    /// <summary>Calls promised for today, made or not.</summary>
    Callbacks,

    /// <summary>First assessments with a suggestion nobody has confirmed.</summary>
    Suggestions,
}
