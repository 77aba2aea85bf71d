namespace Palveluohjaus.Segmentation.Registry;

/// <summary>A collection and all that is in its folder, the broken too.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Champion">The version in use; null when there is none, or it cannot be told.</param>
/// <param name="Error">What is wrong with the champion's name or the history; null when nothing is.</param>
/// <param name="Versions">Oldest first.</param>
public sealed record CollectionListing(string Name, string? Champion, string? Error, IReadOnlyList<VersionListing> Versions);

/// <summary>A version in the registry.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="IsChampion">Whether it is in use.</param>
/// <param name="Metrics">Null when the version is broken.</param>
/// <param name="Error">What is wrong with it; null when nothing is.</param>
public sealed record VersionListing(string Name, bool IsChampion, VersionMetrics? Metrics, string? Error);

/// <summary>What came into the registry from the product's own folder.</summary>
/// <param name="Versions">As collection/version.</param>
/// <param name="Champions">The same, for the versions that became champion of a collection that had none.</param>
public sealed record BroughtIn(IReadOnlyList<string> Versions, IReadOnlyList<string> Champions);
