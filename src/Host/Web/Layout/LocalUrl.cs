namespace Palveluohjaus.Web.Layout;

/// <summary>Where to go back to, taken from an address that anyone could have written.</summary>
public static class LocalUrl
{
    /// <summary>A path on this server and nothing a browser could read as another one.</summary>
    public static bool IsLocal(string? url) =>
        url is ['/', ..] && url is not (['/', '/', ..] or ['/', '\\', ..]) && !url.Any(char.IsControl);

    public static string OrHome(string? url) => IsLocal(url) ? url! : "/";
}
