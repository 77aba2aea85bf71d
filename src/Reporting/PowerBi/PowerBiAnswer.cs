using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>What can be taken from an answer of the service without taking over anything it should not say.</summary>
internal static partial class PowerBiAnswer
{
    public static PowerBiFaultException FaultOf(HttpRequestException failed) => failed.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => new PowerBiFaultException(PowerBiFault.NameUnknown),
        HttpRequestError.SecureConnectionError => new PowerBiFaultException(PowerBiFault.CertificateNotTrusted),
        HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError => new PowerBiFaultException(PowerBiFault.ServiceAway),

        // The connection stood, so what was sent may have arrived.
        _ => new PowerBiFaultException(PowerBiFault.ServiceAway) { MayHaveBeenDone = true },
    };

    /// <summary>A code is one word; anything else could be a sentence with a name in it.</summary>
    public static string? CodeOf(string? text) => text is not null && Word().IsMatch(text) ? text : null;

    /// <returns>The code of the body's <c>error</c>, if there is one.</returns>
    public static string? ReadCode(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("error", out var error)
                && error.ValueKind == JsonValueKind.Object && error.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String ? CodeOf(code.GetString()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>How long the service asks to wait: so many seconds, or until a moment of its own clock.</summary>
    /// <returns>Null when it does not say.</returns>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now) => headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } until } when until - (headers.Date ?? now) is { } wait => wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    [GeneratedRegex("^[A-Za-z0-9_.]{1,80}$", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
