namespace Palveluohjaus.Guidance.Storage.Backups;

/// <summary>The data directory that the product runs on.</summary>
public sealed record DataPlace(string Directory)
{
    public string Of(string fileName) => Path.Combine(Directory, fileName);
}
