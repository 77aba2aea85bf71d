using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>The databases the product runs on.</summary>
public enum DatabaseProvider
{
    /// <summary>SQLite, in files of the data directory: nothing to set up, one web node.</summary>
    Sqlite,

    /// <summary>SQL Server and what speaks its protocol.</summary>
    SqlServer,

    PostgreSql,
}

/// <summary>Which database holds the county, and how it is reached.</summary>
public sealed class DatabaseSettings
{
    /// <summary>In the data directory. What stands in the environment goes before it, and is where a password belongs.</summary>
    public const string FileName = "database.json";

    private const string Section = "Database";
    private const string KeyCertificatePassword = nameof(KeyCertificatePassword);
    private const int GreatestBatch = 1000;
    private static readonly string[] Names = [nameof(Provider), nameof(ConnectionString), nameof(MaxBatchSize), nameof(KeyCertificate), KeyCertificatePassword];

    private DatabaseSettings(string dataDirectory) => DataDirectory = dataDirectory;

    /// <summary>Of the embedded databases; a server's nodes keep their models and settings in it.</summary>
    public string DataDirectory { get; }

    public DatabaseProvider Provider { get; private init; }

    /// <summary>Of a server; it may hold a password, so nothing prints it. Null for the embedded database.</summary>
    public string? ConnectionString { get; private init; }

    /// <summary>Statements that EF sends to a server at once; null leaves it to the provider. One batch of several rows may need what a server lacks, such as MERGE.</summary>
    public int? MaxBatchSize { get; private init; }

    /// <summary>
    /// What the keys in a server's database are encrypted with: an RSA certificate and its private key, the same on every node. Null: whoever reads the database can read
    /// what the keys protect.
    /// </summary>
    public X509Certificate2? KeyCertificate { get; private init; }

    public bool IsServer => Provider != DatabaseProvider.Sqlite;

    public static DatabaseSettings Embedded(string dataDirectory) => new(dataDirectory);

    public static DatabaseSettings OfServer(DatabaseProvider provider, string connectionString, string dataDirectory, int? maxBatchSize = null) =>
        new(dataDirectory) { Provider = provider, ConnectionString = connectionString, MaxBatchSize = maxBatchSize };

    /// <exception cref="InvalidDataException">The message lists everything that is wrong, and no connection string.</exception>
    public static DatabaseSettings Read(string dataDirectory) => CountySettings.Read(dataDirectory, FileName, Section, settings => Read(settings.GetSection(Section), dataDirectory));

    private static DatabaseSettings Read(IConfigurationSection section, string dataDirectory)
    {
        var errors = CountySettings.UnknownOf(section, Names).ToList();
        var provider = ReadProvider(section, errors);
        var connectionString = string.IsNullOrWhiteSpace(section[nameof(ConnectionString)]) ? null : section[nameof(ConnectionString)]!.Trim();
        if (provider == DatabaseProvider.Sqlite && connectionString is not null)
            errors.Add($"{Section}:{nameof(ConnectionString)} belongs to a server: name {Section}:{nameof(Provider)}, SqlServer or PostgreSql.");
        if (provider is DatabaseProvider.SqlServer or DatabaseProvider.PostgreSql)
            errors.AddRange(ServerDatabase.FindProblems(provider.Value, connectionString).Select(problem => $"{Section}:{nameof(ConnectionString)} {problem}"));
        var batch = ReadBatch(section, errors);
        var certificate = ReadCertificate(section, provider, dataDirectory, errors);
        return errors.Count == 0
            ? new DatabaseSettings(dataDirectory) { Provider = provider!.Value, ConnectionString = connectionString, MaxBatchSize = batch, KeyCertificate = certificate }
            : throw new InvalidDataException(string.Join(Environment.NewLine, errors));
    }

    /// <returns>Null when what is named is none.</returns>
    public static DatabaseProvider? FindProvider(string name) =>
        Enum.TryParse<DatabaseProvider>(name, ignoreCase: true, out var provider) && !int.TryParse(name, CultureInfo.InvariantCulture, out _) ? provider : null;

    private static DatabaseProvider? ReadProvider(IConfigurationSection section, List<string> errors)
    {
        if (string.IsNullOrWhiteSpace(section[nameof(Provider)]))
            return DatabaseProvider.Sqlite;
        var provider = FindProvider(section[nameof(Provider)]!.Trim());
        if (provider is null)
            errors.Add($"{Section}:{nameof(Provider)} must be one of {string.Join(", ", Enum.GetNames<DatabaseProvider>())}.");
        return provider;
    }

    private static X509Certificate2? ReadCertificate(IConfigurationSection section, DatabaseProvider? provider, string dataDirectory, List<string> errors)
    {
        const string Name = $"{Section}:{nameof(KeyCertificate)}";
        var (path, password) = (section[nameof(KeyCertificate)], section[KeyCertificatePassword]);
        if (string.IsNullOrWhiteSpace(path))
        {
            if (!string.IsNullOrEmpty(password))
                errors.Add($"{Section}:{KeyCertificatePassword} is the password of a certificate, and {Name} names none.");
            return null;
        }

        if (provider == DatabaseProvider.Sqlite)
        {
            errors.Add($"{Name} belongs to a server: the keys of the embedded database lie beside it, in files.");
            return null;
        }

        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(Path.GetFullPath(path.Trim(), Path.GetFullPath(dataDirectory)), password);
            if (certificate.HasPrivateKey && certificate.GetRSAPublicKey() is not null)
                return certificate;
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
        }

        errors.Add($"{Name}: {path.Trim()} cannot be used. It must be a PFX file with an RSA certificate and its private key, and its password in {CountySettings.EnvironmentPrefix}{Section}__{KeyCertificatePassword}.");
        return null;
    }

    private static int? ReadBatch(IConfigurationSection section, List<string> errors)
    {
        if (string.IsNullOrWhiteSpace(section[nameof(MaxBatchSize)]))
            return null;
        if (int.TryParse(section[nameof(MaxBatchSize)], NumberStyles.None, CultureInfo.InvariantCulture, out var batch) && batch is >= 1 and <= GreatestBatch)
            return batch;
        errors.Add(string.Create(CultureInfo.InvariantCulture, $"{Section}:{nameof(MaxBatchSize)} must be a whole number, 1–{GreatestBatch}."));
        return null;
    }
}
