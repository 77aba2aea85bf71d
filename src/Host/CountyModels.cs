using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Host.Plugins;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Host;

/// <summary>The models of one data directory: the county's own beside those the product ships.</summary>
internal sealed class CountyModels(string dataDirectory)
{
    private const string FolderName = "models";
    private readonly ModelRegistry _registry = new(FolderOf(dataDirectory), TimeProvider.System);

    /// <summary>The versions that come with the product, beside the program.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, FolderName);

    /// <summary>The collection of models for clients.</summary>
    public static string Collection => RegistryName.CollectionOfScheme(SegmentationScheme.Default.Id);

    /// <summary>The county's registry.</summary>
    public static string FolderOf(string dataDirectory) => Path.Combine(dataDirectory, FolderName);

    /// <summary>
    /// Copies the shipped versions that the county lacks. For fictional counties only: what was learned from invented people does not
    /// suggest anything to real ones, who begin with the scorecard.
    /// </summary>
    public Task BringInAsync(CancellationToken cancellationToken) => _registry.BringInAsync(ShippedFolder, cancellationToken);

    /// <summary>The champion for clients, read anew: it may be promoted by a command while the product runs.</summary>
    /// <exception cref="ChampionUnusableException">It is there and cannot be used.</exception>
    public CalibratedModel? FindChampion()
    {
        try
        {
            return _registry.Champion(Collection) is { } version
                ? _registry.LoadFor(ModelSchema.Of(FeatureCatalogue.Default, SegmentationScheme.Default), Collection, version, TrainerPlugins.Installed.Trainers)
                : null;
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new ChampionUnusableException($"The champion of {Collection} cannot be used: {fault.Message}", fault);
        }
    }
}
