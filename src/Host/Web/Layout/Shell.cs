namespace Palveluohjaus.Web.Layout;

/// <summary>What stands around every page and this project cannot know by itself: the county and who is at the desk.</summary>
public sealed record Shell
{
    /// <summary>In the user's language; null while the database holds no county.</summary>
    public string? CountyName { get; init; }

    /// <summary>True when every client and figure is invented: then every page says so, on screen and on paper.</summary>
    public bool IsFictional { get; init; }

    /// <summary>Who has signed in; null when nobody has.</summary>
    public string? WorkerName { get; init; }
    public string? UnitName { get; init; }

    /// <summary>Tells one account's drafts in this browser from another's; null when nobody has signed in.</summary>
    public string? Desk { get; init; }

    /// <summary>How many open matters are the worker's own; null for those who handle none.</summary>
    public int? OwnWorkCount { get; init; }

    /// <summary>Whether single keys act outside fields; each switches them off for themselves.</summary>
    public bool UsesSingleKeys { get; init; } = true;
}

/// <summary>Reads the shell of one request; the host says how.</summary>
public sealed class ShellSource(Func<CancellationToken, Task<Shell>> read)
{
    public Task<Shell> ReadAsync(CancellationToken cancellationToken) => read(cancellationToken);
}
