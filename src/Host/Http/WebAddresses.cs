using System.Net;

namespace Palveluohjaus.Host.Http;

/// <summary>Where the server listens. This machine alone unless told otherwise, and never unencrypted over a network.</summary>
internal static class WebAddresses
{
    private static readonly string[] OwnNames = ["localhost", "127.0.0.1", "[::1]"];

    /// <exception cref="ArgumentException">An address cannot be served, or would send passwords and client data in the clear.</exception>
    public static void Require(WebAppOptions options)
    {
        foreach (var url in options.Urls)
        {
            var address = Parse(url);
            var isEncrypted = address.Scheme == "https";
            if (isEncrypted && options.CertificatePath is null)
                throw new ArgumentException($"{url} needs a certificate: --certificate FILE.");
            if (IsLoopback(address))
                continue;
            if (!isEncrypted && options.TrustedProxies.Count == 0)
                throw new ArgumentException($"{url} would send passwords and client data in the clear over the network. Serve https with --certificate FILE, or say which proxy in front encrypts: --behind-proxy ADDRESS.");
            if (IsWildcard(address.Host) && options.HostNames.Count == 0)
                throw new ArgumentException($"{url} needs the name that browsers use: --host palveluohjaus.county.example.");
        }
    }

    public static bool IsForNetwork(WebAppOptions options) => options.Urls.Any(url => !IsLoopback(Parse(url)));

    /// <summary>Where browsers find a server that answers at this address of its own: behind a proxy by the name they use, and encrypted.</summary>
    public static string ForBrowsers(WebAppOptions options, string url) =>
        options is { TrustedProxies.Count: > 0, HostNames: [var name, ..] } ? $"https://{name}" : url;

    /// <summary>The names by which the server may be asked: another name is another site's trick (DNS rebinding).</summary>
    public static IList<string> AllowedHosts(WebAppOptions options) =>
        [.. OwnNames, .. options.HostNames, .. options.Urls.Select(url => Parse(url).Host).Where(host => !IsWildcard(host) && !OwnNames.Contains(host))];

    private static BindingAddress Parse(string url)
    {
        try
        {
            if (BindingAddress.Parse(url) is { Scheme: "http" or "https", IsUnixPipe: false, IsNamedPipe: false } address)
                return address;
        }
        catch (FormatException)
        {
            // Said below, in the same words as for an address that can be read and not served.
        }

        throw new ArgumentException($"'{url}' is no address to serve on. Give one such as {WebAppOptions.DefaultUrl}.");
    }

    private static bool IsLoopback(BindingAddress address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private static bool IsWildcard(string host) => host is "*" or "+" or "0.0.0.0" or "[::]";
}
