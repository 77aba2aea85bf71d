namespace Palveluohjaus.Guidance.Imports;

/// <summary>Finds a profile: one that is shipped, by its name, or a JSON file of the county's own.</summary>
public static class ImportProfiles
{
    public const int FileMaxBytes = 1024 * 1024;

    private const string ResourcePrefix = "Palveluohjaus.Guidance.Imports.Profiles.";
    private const string ResourceSuffix = ".json";

    public static IReadOnlyList<string> ShippedNames { get; } =
    [
        .. typeof(ImportProfiles).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(name => name[ResourcePrefix.Length..^ResourceSuffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <param name="nameOrPath">A shipped profile's name, which wins over a file called the same, or a path.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<ImportProfileResult> LoadAsync(string nameOrPath, CancellationToken cancellationToken)
    {
        if (ShippedNames.Contains(nameOrPath, StringComparer.Ordinal))
        {
            await using var resource = typeof(ImportProfiles).Assembly.GetManifestResourceStream(ResourcePrefix + nameOrPath + ResourceSuffix)!;
            return await ReadAsync(nameOrPath, resource, cancellationToken);
        }

        if (Directory.Exists(nameOrPath))
            return Refuse(ProfileProblemKind.FileIsDirectory);
        if (!File.Exists(nameOrPath))
            return Refuse(ProfileProblemKind.UnknownProfile, string.Join(", ", ShippedNames));

        try
        {
            await using var file = File.OpenRead(nameOrPath);
            return await ReadAsync(nameOrPath, file, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refuse(ProfileProblemKind.FileNotReadable);
        }

        ImportProfileResult.Refused Refuse(ProfileProblemKind kind, string? expected = null) =>
            new(nameOrPath, [new ProfileProblem("$", kind, Expected: expected)]);
    }

    private static async Task<ImportProfileResult> ReadAsync(string nameOrPath, Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[FileMaxBytes + 1];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > FileMaxBytes)
            return new ImportProfileResult.Refused(nameOrPath, [new ProfileProblem("$", ProfileProblemKind.FileTooLarge, Expected: $"{FileMaxBytes}")]);

        var reader = new ImportProfileReader();
        return reader.Read(bytes.AsMemory(0, length)) is { } profile
            ? new ImportProfileResult.Loaded(profile)
            : new ImportProfileResult.Refused(nameOrPath, reader.Problems);
    }
}
