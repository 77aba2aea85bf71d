using System.Net;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Host;

/// <summary>What a web server needs to know before it is built.</summary>
public sealed record WebAppOptions
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>The folder of the database and the keys. The database in it must have been migrated.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The settings of the database, where they were read already; null to read them from the data directory.</summary>
    public DatabaseSettings? Database { get; init; }

    /// <summary>Port 0 takes a free one. Beyond this machine's own addresses only encrypted, here or by a proxy in front.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [DefaultUrl];

    /// <summary>The certificate of https addresses, with its private key, PFX; null when there are none.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>Null when the certificate has none.</summary>
    public string? CertificatePassword { get; init; }

    /// <summary>The names browsers use, beside this machine's own.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>Proxies whose word is taken for whom they ask and whether that was encrypted.</summary>
    public IReadOnlyList<IPAddress> TrustedProxies { get; init; } = [];

    /// <summary>How often passwords, codes and links may be tried: from one address, which may be a whole office's, or by one who has signed in.</summary>
    public int SignInAttemptsPerMinute { get; init; } = 60;

    /// <summary>Adds to or replaces the product's services, after all of them: the jobs of <c>serve</c>, the clock of a test.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }
}
