using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Mail;

/// <summary>How mail leaves the county. Nothing is sent unless it is configured.</summary>
public sealed record MailSettings
{
    /// <summary>In the data directory. What stands in the environment goes before it.</summary>
    public const string FileName = "mail.json";

    private const string Section = "Mail";
    private const string TrustedCertificate = nameof(TrustedCertificate);
    private static readonly string[] Names = [nameof(Host), nameof(Port), nameof(Security), nameof(User), nameof(Password), nameof(From), nameof(BaseUrl), nameof(TimeoutSeconds), nameof(MostPerRun), TrustedCertificate];

    public required string Host { get; init; }
    public required int Port { get; init; }
    public MailSecurity Security { get; init; } = MailSecurity.StartTls;

    /// <summary>Null when the server asks nobody to sign in.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>One bare address.</summary>
    public required string From { get; init; }

    /// <summary>Where browsers find the service; links in mail begin with it.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>How long the server may be silent, at each step.</summary>
    public int TimeoutSeconds { get; init; } = 20;

    /// <summary>How many mails are sent at most each time; the rest waits for the next.</summary>
    public int MostPerRun { get; init; } = 200;

    /// <summary>The certificates of the county's own authority, all those of one PEM file; null when the machine's are trusted.</summary>
    public X509Certificate2Collection? TrustedCertificates { get; init; }

    // The password must not follow it into a log.
    public override string ToString() => nameof(MailSettings);

    /// <returns>Null when nothing of mail is configured.</returns>
    /// <exception cref="InvalidDataException">The message lists everything that is wrong, and never a value that may be secret.</exception>
    public static MailSettings? Read(string dataDirectory) => CountySettings.Read(dataDirectory, FileName, Section, Read);

    /// <inheritdoc cref="Read(string)"/>
    public static MailSettings? Read(IConfiguration configuration)
    {
        var mail = configuration.GetSection(Section);
        var given = mail.GetChildren().Where(each => each.Value is not null || each.GetChildren().Any()).ToList();
        if (given.Count == 0)
            return null;

        var errors = new List<string>();
        foreach (var unknown in given.Where(each => !Names.Contains(each.Key, StringComparer.OrdinalIgnoreCase)))
            Wrong(unknown.Key, $"is unknown. It must be one of {string.Join(", ", Names)}.");
        var host = Text(nameof(Host));
        if (host is null)
            Wrong(nameof(Host), "is missing: the name of the server that takes mail.");
        else if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
            Wrong(nameof(Host), "must be the name or the IP address of a server, and nothing else.");
        var security = MailSecurity.StartTls;
        if (Text(nameof(Security)) is { } named && (!Enum.TryParse(named, ignoreCase: true, out security) || int.TryParse(named, CultureInfo.InvariantCulture, out _)))
            Wrong(nameof(Security), $"must be one of {string.Join(", ", Enum.GetNames<MailSecurity>())}.");
        var port = Number(nameof(Port), security switch { MailSecurity.Tls => 465, MailSecurity.StartTls => 587, _ => 25 }, 1, 65_535);
        var (user, password) = (Text(nameof(User)), mail[nameof(Password)] is { Length: > 0 } secret ? secret : null);
        if (user is null != password is null)
            Wrong(user is null ? nameof(User) : nameof(Password), $"is missing: to sign in takes both {nameof(User)} and {nameof(Password)}.");
        var isNear = host is "localhost" || (System.Net.IPAddress.TryParse(host, out var address) && System.Net.IPAddress.IsLoopback(address));
        if (password is not null && security == MailSecurity.None && !isNear)
            Wrong(nameof(Security), "must be StartTls or Tls: a password would otherwise cross the network in the clear.");
        var from = Text(nameof(From));
        if (from is null)
            Wrong(nameof(From), "is missing: the address that mail comes from.");
        else if (!EmailAddress.IsValid(from))
            Wrong(nameof(From), "must be one bare address, such as palveluohjaus@county.example.");
        var baseUrl = (Uri?)null;
        if (Text(nameof(BaseUrl)) is not { } url)
            Wrong(nameof(BaseUrl), "is missing: where browsers find the service, such as https://palveluohjaus.county.example.");
        else if (!Uri.TryCreate(url, UriKind.Absolute, out baseUrl) || baseUrl.UserInfo.Length > 0 || baseUrl.Query.Length > 0 || baseUrl.Fragment.Length > 0
            || !(baseUrl.Scheme == Uri.UriSchemeHttps || (baseUrl.Scheme == Uri.UriSchemeHttp && baseUrl.IsLoopback)))
            Wrong(nameof(BaseUrl), "must be an https address without a query (http only for this machine).");
        var timeout = Number(nameof(TimeoutSeconds), 20, 1, 300);
        var most = Number(nameof(MostPerRun), 200, 1, 10_000);
        var trusted = ReadCertificates(Text(TrustedCertificate));
        if (errors.Count > 0)
            throw new InvalidDataException(string.Join(Environment.NewLine, errors));
        return new MailSettings
        {
            Host = host!, Port = port, Security = security, User = user, Password = password, From = from!, BaseUrl = baseUrl!, TimeoutSeconds = timeout, MostPerRun = most, TrustedCertificates = trusted,
        };

        void Wrong(string name, string what) => errors.Add($"{Section}:{name} {what}");

        string? Text(string name) => string.IsNullOrWhiteSpace(mail[name]) ? null : mail[name]!.Trim();

        int Number(string name, int usual, int least, int greatest)
        {
            if (Text(name) is not { } text)
                return usual;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= greatest)
                return number;
            Wrong(name, $"must be {least}–{greatest}.");
            return usual;
        }

        X509Certificate2Collection? ReadCertificates(string? path)
        {
            if (path is null)
                return null;
            try
            {
                var all = new X509Certificate2Collection();
                all.ImportFromPem(File.ReadAllText(path));
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

public enum MailSecurity
{
    /// <summary>Begun in the clear and encrypted before anything is said; refused when the server will not.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte.</summary>
    Tls,

    /// <summary>In the clear: only for a server beside the product.</summary>
    None,
}

/// <summary>The settings in use; none when mail is off.</summary>
public sealed record MailInUse(MailSettings? Settings)
{
    public static MailInUse Off { get; } = new((MailSettings?)null);
}
