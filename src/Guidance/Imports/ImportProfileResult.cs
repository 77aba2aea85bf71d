namespace Palveluohjaus.Guidance.Imports;

/// <summary>What came of loading a profile.</summary>
public abstract record ImportProfileResult
{
    private ImportProfileResult()
    {
    }

    public sealed record Loaded(ImportProfile Profile) : ImportProfileResult;

    /// <summary>Everything that is wrong with it, not just the first.</summary>
    public sealed record Refused(string NameOrPath, IReadOnlyList<ProfileProblem> Problems) : ImportProfileResult;
}

/// <summary>One fault of a profile. Its sentence is in the texts, under <c>Imports.Profile.{Kind}</c>.</summary>
/// <param name="Path">Where in the JSON, as <c>$.columns.case</c>.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Found">What stood there, cut to a sane length.</param>
/// <param name="Expected">What was expected: a type, a list of names, a limit.</param>
public sealed record ProfileProblem(string Path, ProfileProblemKind Kind, string? Found = null, string? Expected = null);

public enum ProfileProblemKind
{
    UnknownProfile,
    FileIsDirectory,
    FileNotReadable,
    FileTooLarge,
    NotJson,
    WrongType,
    UnknownProperty,
    DuplicateProperty,
    Missing,
    Empty,
    TooLong,
    NotAName,
    NotADelimiter,
    NotAnEncoding,
    NotAZone,
    NotATimeFormat,
    NotAChannel,
    MapWithoutColumn,
}
