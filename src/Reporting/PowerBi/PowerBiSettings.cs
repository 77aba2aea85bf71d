using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>Where the county's Power BI is and how the product signs in to it. Nothing is sent unless it is configured.</summary>
public sealed record PowerBiSettings
{
    /// <summary>In the data directory. What stands in the environment goes before it.</summary>
    public const string FileName = "powerbi.json";

    private const string Section = "PowerBi";
    private const string ClientSecretFile = nameof(ClientSecretFile);
    private const string CertificateFile = nameof(CertificateFile);
    private const string CertificatePassword = nameof(CertificatePassword);
    private const string TrustedCertificate = nameof(TrustedCertificate);

    /// <summary>A file of settings is copied, sent and backed up: these stand in the environment, or in a file of their own.</summary>
    private static readonly string[] SecretNames = [nameof(ClientSecret), CertificatePassword];

    /// <summary>Given empty they read as if they had been set, and are not.</summary>
    private static readonly string[] FilledNames = [nameof(Authentication), ClientSecretFile, CertificateFile, nameof(Dataset), nameof(Authority), nameof(ApiUrl), nameof(EmbedUrl), nameof(Resource), TrustedCertificate, nameof(TimeoutSeconds)];

    private static readonly string[] Names =
    [
        nameof(TenantId), nameof(ClientId), nameof(Authentication), nameof(ClientSecret), ClientSecretFile, CertificateFile, CertificatePassword,
        nameof(WorkspaceId), nameof(Dataset), nameof(Reports), nameof(Authority), nameof(ApiUrl), nameof(EmbedUrl), nameof(Resource), TrustedCertificate, nameof(TimeoutSeconds),
    ];

    /// <summary>The directory (Entra ID) of the county; with a managed identity the machine knows it.</summary>
    public string? TenantId { get; init; }

    /// <summary>The application that was registered for the product; null for the machine's only managed identity.</summary>
    public Guid? ClientId { get; init; }

    public PowerBiAuthentication Authentication { get; init; }

    public string? ClientSecret { get; init; }

    /// <summary>With its private key.</summary>
    public X509Certificate2? Certificate { get; init; }

    public required Guid WorkspaceId { get; init; }

    /// <summary>The name of the push dataset, or the id of the one that is to be filled; null where nothing is pushed, and only reports are shown.</summary>
    public string? Dataset { get; init; }

    /// <summary>Which report shows a dashboard, by the dashboard's code. A dashboard that is not among them has the built-in pages only.</summary>
    public IReadOnlyDictionary<string, Guid> Reports { get; init; } = new Dictionary<string, Guid>();

    public Uri Authority { get; init; } = new("https://login.microsoftonline.com/");

    public Uri ApiUrl { get; init; } = new("https://api.powerbi.com/");

    /// <summary>Where browsers load reports from.</summary>
    public Uri EmbedUrl { get; init; } = new("https://app.powerbi.com/");

    /// <summary>What a token is for; other clouds have another.</summary>
    public Uri Resource { get; init; } = new("https://analysis.windows.net/powerbi/api");

    /// <summary>The certificates of the county's own authority, where one stands between the server and the net; null when the machine's are trusted.</summary>
    public X509Certificate2Collection? TrustedCertificates { get; init; }

    /// <summary>How long the service may be silent at each request.</summary>
    public int TimeoutSeconds { get; init; } = 60;

    // The secret must not follow it into a log.
    public override string ToString() => nameof(PowerBiSettings);

    /// <returns>Null when nothing of Power BI is configured.</returns>
    /// <exception cref="InvalidDataException">The message lists everything that is wrong, and never a value that may be secret.</exception>
    public static PowerBiSettings? Read(string dataDirectory) => CountySettings.Read(dataDirectory, FileName, Section, (configuration, file) => Read(configuration, file, dataDirectory));

    /// <param name="configuration">The file and the environment together.</param>
    /// <param name="file">The file alone.</param>
    /// <param name="dataDirectory">Where files are looked for that are named by half a path.</param>
    internal static PowerBiSettings? Read(IConfiguration configuration, IConfiguration file, string dataDirectory)
    {
        var given = configuration.GetSection(Section);
        if (!given.GetChildren().Any(each => each.Value is { Length: > 0 } || each.GetChildren().Any()))
            return null;

        var errors = CountySettings.UnknownOf(given, Names).ToList();

        // The two together drop what is empty: it is seen in the file alone.
        foreach (var empty in FilledNames.Where(name => string.IsNullOrWhiteSpace(given[name]) && (given[name] ?? file.GetSection(Section)[name]) is not null))
            Wrong(empty, $"is empty: give a value, or leave it out{(empty == nameof(Dataset) ? " where only reports are shown" : string.Empty)}.");
        foreach (var secret in SecretNames.Where(name => file.GetSection(Section)[name] is { Length: > 0 }))
            Wrong(secret, $"must not stand in {FileName}: give it in the environment, {CountySettings.EnvironmentPrefix}{Section}__{secret}{(secret == nameof(ClientSecret) ? $", or in a file that {ClientSecretFile} names" : string.Empty)}.");

        var authentication = PowerBiAuthentication.ClientSecret;
        if (Text(nameof(Authentication)) is { } named && (!Enum.TryParse(named, ignoreCase: true, out authentication) || int.TryParse(named, CultureInfo.InvariantCulture, out _)))
            Wrong(nameof(Authentication), $"must be one of {string.Join(", ", Enum.GetNames<PowerBiAuthentication>())}.");
        var tenant = Text(nameof(TenantId));
        if (tenant is null && authentication != PowerBiAuthentication.ManagedIdentity)
            Wrong(nameof(TenantId), "is missing: the id of the county's directory, as Microsoft Entra ID shows it.");
        else if (tenant is not null && !Guid.TryParse(tenant, out _) && (Uri.CheckHostName(tenant) != UriHostNameType.Dns || !tenant.Contains('.', StringComparison.Ordinal)))
            Wrong(nameof(TenantId), "must be the id of a directory, or one of its domains.");
        var client = Id(nameof(ClientId));
        if (client is null && Text(nameof(ClientId)) is null && authentication != PowerBiAuthentication.ManagedIdentity)
            Wrong(nameof(ClientId), "is missing: the id of the application that was registered for the product.");
        var secretValue = authentication == PowerBiAuthentication.ClientSecret ? ReadSecret() : null;
        var certificate = authentication == PowerBiAuthentication.Certificate ? ReadCertificate() : null;
        foreach (var (name, with) in new[] { (nameof(ClientSecret), PowerBiAuthentication.ClientSecret), (ClientSecretFile, PowerBiAuthentication.ClientSecret), (CertificateFile, PowerBiAuthentication.Certificate), (CertificatePassword, PowerBiAuthentication.Certificate) })
        {
            if (Text(name) is not null && authentication != with)
                Wrong(name, $"is for {nameof(Authentication)} {with}.");
        }

        var workspace = Id(nameof(WorkspaceId));
        if (workspace is null && Text(nameof(WorkspaceId)) is null)
            Wrong(nameof(WorkspaceId), "is missing: the id of the workspace, which stands in its address after /groups/.");
        var usual = new PowerBiSettings { WorkspaceId = default };
        var settings = new PowerBiSettings
        {
            TenantId = tenant,
            ClientId = client,
            Authentication = authentication,
            ClientSecret = secretValue,
            Certificate = certificate,
            WorkspaceId = workspace.GetValueOrDefault(),
            Dataset = Text(nameof(Dataset)),
            Reports = ReadReports(),
            Authority = Address(nameof(Authority), usual.Authority, mayBeOpen: false),
            ApiUrl = Address(nameof(ApiUrl), usual.ApiUrl),
            EmbedUrl = Address(nameof(EmbedUrl), usual.EmbedUrl),
            Resource = Address(nameof(Resource), usual.Resource),
            TrustedCertificates = ReadTrusted(),
            TimeoutSeconds = Seconds(),
        };
        return errors.Count == 0 ? settings : throw new InvalidDataException(string.Join(Environment.NewLine, errors));

        void Wrong(string name, string what) => errors.Add($"{Section}:{name} {what}");

        string? Text(string name) => string.IsNullOrWhiteSpace(given[name]) ? null : given[name]!.Trim();

        Guid? Id(string name)
        {
            if (Text(name) is not { } text)
                return null;
            if (Guid.TryParse(text, out var id) && id != Guid.Empty)
                return id;
            Wrong(name, "must be an id, such as 11111111-2222-3333-4444-555555555555.");
            return null;
        }

        Uri Address(string name, Uri usualAddress, bool mayBeOpen = true)
        {
            if (Text(name) is not { } text)
                return usualAddress;
            if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0
                && (address.Scheme == Uri.UriSchemeHttps || (mayBeOpen && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
                return address;
            Wrong(name, $"must be an https address without a query{(mayBeOpen ? " (http only for this machine)" : string.Empty)}.");
            return usualAddress;
        }

        int Seconds()
        {
            if (Text(nameof(TimeoutSeconds)) is not { } text)
                return usual.TimeoutSeconds;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 300)
                return number;
            Wrong(nameof(TimeoutSeconds), "must be 1–300.");
            return usual.TimeoutSeconds;
        }

        Dictionary<string, Guid> ReadReports()
        {
            var reports = new Dictionary<string, Guid>(StringComparer.OrdinalIgnoreCase);
            var section = given.GetSection(nameof(Reports));
            if (section.Value is { Length: > 0 })
                Wrong(nameof(Reports), "must hold the ids of reports by the names of dashboards.");
            foreach (var each in section.GetChildren())
            {
                if (!DashboardCatalogue.All.Any(dashboard => string.Equals(dashboard.Id, each.Key, StringComparison.OrdinalIgnoreCase)))
                    Wrong($"{nameof(Reports)}:{each.Key}", $"is no dashboard. There are {string.Join(", ", DashboardCatalogue.All.Select(dashboard => dashboard.Id))}.");
                else if (Guid.TryParse(each.Value, out var id) && id != Guid.Empty)
                    reports[each.Key] = id;
                else
                    Wrong($"{nameof(Reports)}:{each.Key}", "must be the id of a report, which stands in its address after /reports/.");
            }

            return reports;
        }

        string FileOf(string path) => Path.GetFullPath(Path.Combine(dataDirectory, path));

        string? ReadSecret()
        {
            var (direct, path) = (given[nameof(ClientSecret)] is { Length: > 0 } text ? text : null, Text(ClientSecretFile));
            if (direct is null == path is null)
            {
                Wrong(nameof(ClientSecret), direct is null
                    ? $"is missing: give it in the environment, {CountySettings.EnvironmentPrefix}{Section}__{nameof(ClientSecret)}, or in a file that {ClientSecretFile} names."
                    : $"stands in the environment, and {ClientSecretFile} names a file too: leave one out.");
                return null;
            }

            if (path is null)
                return direct;
            try
            {
                if (File.ReadAllText(FileOf(path)).Trim() is { Length: > 0 } read)
                    return read;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
            }

            Wrong(ClientSecretFile, "cannot be read, or is empty: give the path of a file with the secret and nothing else.");
            return null;
        }

        X509Certificate2? ReadCertificate()
        {
            if (Text(CertificateFile) is not { } path)
            {
                Wrong(CertificateFile, "is missing: the path of the certificate with its private key, PEM or PFX.");
                return null;
            }

            try
            {
                var (file, password) = (FileOf(path), given[CertificatePassword]);
                var bytes = File.ReadAllBytes(file);
                var isPem = bytes.AsSpan().IndexOf("-----BEGIN "u8) >= 0;
                var read = (isPem, password) switch
                {
                    (true, { Length: > 0 }) => X509Certificate2.CreateFromEncryptedPemFile(file, password),
                    (true, _) => X509Certificate2.CreateFromPemFile(file),
                    _ => X509CertificateLoader.LoadPkcs12(bytes, password),
                };
                if (read.HasPrivateKey)
                    return read;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
            {
            }

            Wrong(CertificateFile, $"cannot be used: it must be a PEM or PFX file with a certificate and its private key, and the password of the key must stand in the environment, {CountySettings.EnvironmentPrefix}{Section}__{CertificatePassword}.");
            return null;
        }

        X509Certificate2Collection? ReadTrusted()
        {
            if (Text(TrustedCertificate) is not { } path)
                return null;
            try
            {
                var all = new X509Certificate2Collection();
                all.ImportFromPem(File.ReadAllText(FileOf(path)));
                if (all.Count > 0)
                    return all;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
            {
            }

            Wrong(TrustedCertificate, "cannot be read: give the path of a certificate file, PEM.");
            return null;
        }
    }
}

/// <summary>How the product shows who it is.</summary>
public enum PowerBiAuthentication
{
    ClientSecret,
    Certificate,

    /// <summary>The machine's own identity, where the product runs in Azure: there is nothing to keep secret.</summary>
    ManagedIdentity,
}
