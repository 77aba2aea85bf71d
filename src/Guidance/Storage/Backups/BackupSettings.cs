using System.Globalization;
using Microsoft.Extensions.Configuration;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Storage.Backups;

/// <summary>Where backups lie and how many of them are kept.</summary>
public sealed record BackupSettings
{
    /// <summary>In the data directory. What stands in the environment goes before it.</summary>
    public const string FileName = "backups.json";

    /// <summary>In the data directory, unless the county names another place.</summary>
    public const string UsualFolder = "backups";

    private const string Section = "Backups";
    private static readonly string[] Names = [nameof(Directory), nameof(Daily), nameof(Weekly), nameof(Monthly), nameof(KeepFreeMegabytes)];

    /// <summary>A disk or a share of its own is better: a disk that breaks takes with it what lies on it.</summary>
    public required string Directory { get; init; }

    /// <summary>Of the latest days that have a backup, so many keep their newest one.</summary>
    public int Daily { get; init; } = 7;

    /// <summary>Likewise of the latest weeks, Monday to Sunday.</summary>
    public int Weekly { get; init; } = 4;

    /// <summary>Likewise of the latest months.</summary>
    public int Monthly { get; init; } = 12;

    /// <summary>A backup that would leave less room than this on its disk is not begun: a full disk stops the desk too when the two share it.</summary>
    public int KeepFreeMegabytes { get; init; } = 200;

    public static BackupSettings In(string dataDirectory) => new() { Directory = Path.Combine(dataDirectory, UsualFolder) };

    /// <exception cref="InvalidDataException">The message lists everything that is wrong.</exception>
    public static BackupSettings Read(string dataDirectory) => CountySettings.Read(dataDirectory, FileName, Section, settings => Read(settings.GetSection(Section), dataDirectory));

    /// <summary>Makes the folder if it is not there and writes into it, as the nightly backup will.</summary>
    /// <exception cref="InvalidDataException">It cannot be made, or nothing can be written there. A server that is started should say so, and not the first night.</exception>
    public void RequireWritable()
    {
        try
        {
            StoredBackups.CreateFolder(Directory);

            // Rights alone do not tell: the disk may be read-only, or another's.
            using (new FileStream(Path.Combine(Directory, $".writable-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{Section}:{nameof(Directory)} {Directory} cannot be made or written to: it, or a folder above it, may be a file, a disk that is read-only or full, or not yours to write to. Name another place in {FileName}.", fault);
        }
    }

    private static BackupSettings Read(IConfigurationSection section, string dataDirectory)
    {
        var errors = CountySettings.UnknownOf(section, Names).ToList();
        var usual = In(dataDirectory);
        var settings = new BackupSettings
        {
            // A relative path would mean another place for a command than for the server.
            Directory = Text(nameof(Directory)) is { } path ? Path.GetFullPath(path, Path.GetFullPath(dataDirectory)) : usual.Directory,
            Daily = Number(nameof(Daily), usual.Daily, 1, 366),
            Weekly = Number(nameof(Weekly), usual.Weekly, 0, 520),
            Monthly = Number(nameof(Monthly), usual.Monthly, 0, 240),
            KeepFreeMegabytes = Number(nameof(KeepFreeMegabytes), usual.KeepFreeMegabytes, 0, int.MaxValue),
        };
        return errors.Count == 0 ? settings : throw new InvalidDataException(string.Join(Environment.NewLine, errors));

        void Wrong(string name, string what) => errors.Add($"{Section}:{name} {what}");

        string? Text(string name) => string.IsNullOrWhiteSpace(section[name]) ? null : section[name]!.Trim();

        int Number(string name, int otherwise, int least, int greatest)
        {
            if (Text(name) is not { } text)
                return otherwise;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= greatest)
                return number;
            Wrong(name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number, {least}–{greatest}."));
            return otherwise;
        }
    }
}
