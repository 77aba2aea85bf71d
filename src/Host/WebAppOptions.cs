
namespace Palveluohjaus.Host;

/// <summary>What a web server needs to know before it is built.</summary>
public sealed record WebAppOptions
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>The folder of the database and the keys. The database in it must have been migrated.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Loopback addresses only; port 0 takes a free one.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [DefaultUrl];

    /// <summary>How often passwords, codes and links may be tried from one address.</summary>
    public int SignInAttemptsPerMinute { get; init; } = 20;

    /// <summary>Adds to or replaces the product's services, after all of them: the jobs of <c>serve</c>, the clock of a test.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }
}
