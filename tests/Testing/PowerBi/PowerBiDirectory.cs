using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Palveluohjaus.Testing.PowerBi;

/// <summary>The county's directory as the enforcing server plays it: one application that signs in with a secret, a certificate or as the machine itself, and gets tokens that end.</summary>
public sealed class PowerBiDirectory(TimeProvider clock)
{
    public const string Resource = "https://analysis.windows.net/powerbi/api";

    /// <summary>What App Service gives the processes of a machine with an identity.</summary>
    public const string MachineHeader = "only-this-machine-knows";

    private readonly Lock _guard = new();
    private readonly Dictionary<string, DateTimeOffset> _tokens = new(StringComparer.Ordinal);

    public Guid TenantId { get; } = new("7d2f4f5e-6d3a-4a0e-9a53-0c2f3a1d5b10");

    public Guid ClientId { get; } = new("0b8a7c44-91de-4b5b-8f0a-2f6f6f3f9c21");

    public string Secret { get; } = "kaytto~oikeus_" + Guid.NewGuid().ToString("N");

    public DateTimeOffset SecretEndsAt { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>The application's certificate; null when it has none.</summary>
    public X509Certificate2? Certificate { get; set; }

    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    public int TokensGiven { get; private set; }

    /// <summary>Ends every token before its time.</summary>
    public void Revoke()
    {
        lock (_guard)
            _tokens.Clear();
    }

    public bool Knows(string token)
    {
        lock (_guard)
            return _tokens.TryGetValue(token, out var endsAt) && endsAt > clock.GetUtcNow();
    }

    /// <returns>The answer of <c>/{tenant}/oauth2/v2.0/token</c>.</returns>
    internal (int Status, object Body) Give(string tenant, string endpoint, IReadOnlyDictionary<string, string> form)
    {
        if (tenant != TenantId.ToString())
            return Refuse("invalid_request", 90002, "Tenant not found.");
        if (form.GetValueOrDefault("grant_type") != "client_credentials" || form.GetValueOrDefault("scope") is not { } scope || !scope.Split(' ').Contains($"{Resource}/.default"))
            return Refuse("invalid_scope", 70011, "The scope is not valid.");
        if (form.GetValueOrDefault("client_id") != ClientId.ToString())
            return Refuse("unauthorized_client", 700016, "Application was not found in the directory.");
        if (form.TryGetValue("client_assertion", out var assertion))
            return FindFault(assertion, endpoint) is { } fault ? Refuse("invalid_client", fault, "The assertion is not valid.") : Issue("expires_in", "token_type");
        if (form.GetValueOrDefault("client_secret") != Secret)
            return Refuse("invalid_client", 7000215, "Invalid client secret provided.");
        return SecretEndsAt <= clock.GetUtcNow() ? Refuse("invalid_client", 7000222, "The provided client secret keys are expired.") : Issue("expires_in", "token_type");
    }

    /// <returns>The answer of a machine's own identity, in App Service's manner.</returns>
    internal (int Status, object Body) GiveToMachine(string? header, string? resource) =>
        header == MachineHeader && resource == Resource ? Issue("expires_on", "token_type") : (400, new { statusCode = 400, message = "No." });

    private (int Status, object Body) Issue(string endName, string typeName)
    {
        var (token, ends) = ($"token-{Guid.NewGuid():N}", clock.GetUtcNow() + TokenLifetime);
        lock (_guard)
        {
            _tokens[token] = ends;
            TokensGiven++;
        }

        return (200, new Dictionary<string, object>
        {
            [typeName] = "Bearer",
            [endName] = endName == "expires_in" ? (int)TokenLifetime.TotalSeconds : ends.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["access_token"] = token,
            ["resource"] = Resource,
        });
    }

    private static (int Status, object Body) Refuse(string error, int code, string text) =>
        (error == "invalid_client" ? 401 : 400, new { error, error_description = $"AADSTS{code}: {text}", error_codes = new[] { code } });

    /// <summary>Looks at an assertion as a directory does: whose it is, for whom, when, and whether the application's key signed it (RFC 7523).</summary>
    private int? FindFault(string assertion, string endpoint)
    {
        var parts = assertion.Split('.');
        if (parts.Length != 3 || Certificate is not { } certificate || certificate.GetRSAPublicKey() is not { } key)
            return 700027;
        using var header = JsonDocument.Parse(Decode(parts[0]));
        using var claims = JsonDocument.Parse(Decode(parts[1]));
        var padding = header.RootElement.GetProperty("alg").GetString() switch
        {
            "PS256" => RSASignaturePadding.Pss,
            "RS256" => RSASignaturePadding.Pkcs1,
            _ => null,
        };
        if (padding is null || !key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Decode(parts[2]), HashAlgorithmName.SHA256, padding))
            return 700027;
        var (said, now) = (claims.RootElement, clock.GetUtcNow().ToUnixTimeSeconds());
        if (said.GetProperty("iss").GetString() != ClientId.ToString() || said.GetProperty("sub").GetString() != ClientId.ToString() || said.GetProperty("aud").GetString() != endpoint)
            return 700023;
        const int Tolerance = 300;
        return Moment(said, "exp") < now - Tolerance || Moment(said, "nbf") > now + Tolerance ? 700024 : null;
    }

    /// <summary>Some libraries write the number as a text, which directories take.</summary>
    private static long Moment(JsonElement claims, string name) => long.Parse(claims.GetProperty(name).ToString(), CultureInfo.InvariantCulture);

    private static byte[] Decode(string text)
    {
        var plain = text.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(plain.PadRight((plain.Length + 3) / 4 * 4, '='));
    }
}
