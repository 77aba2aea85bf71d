namespace Palveluohjaus.Guidance.Workbench;

/// <summary>How soon a matter is due, in the order of the list.</summary>
public enum WorkGroup
{
    /// <summary>The due time has passed.</summary>
    Late,

    /// <summary>Due on the county's present day or the next.</summary>
    Soon,

    /// <summary>Due after that, or never.</summary>
    Later,
}
