namespace Palveluohjaus.Guidance.Workbench;

/// <summary>Whose work the workbench shows.</summary>
public enum WorkView
{
    /// <summary>One's own.</summary>
    Mine,

    /// <summary>That of all units one belongs to.</summary>
    Team,
}
