using System.Globalization;
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
    private volatile ReadVersion? _latest;

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

    /// <summary>
    /// The champion for clients. Which one it is, is looked up anew, since it may be promoted by a command while the product runs; its files are read
    /// and checked again only when they have changed.
    /// </summary>
    /// <exception cref="ChampionUnusableException">It is there and cannot be used.</exception>
    public CalibratedModel? FindChampion()
    {
        try
        {
            if (_registry.Champion(Collection) is not { } version)
                return null;
            var stamp = StampOf(Path.Combine(FolderOf(dataDirectory), Collection, version));
            if (_latest is { } latest && latest.Version == version && latest.Stamp == stamp)
                return latest.Model;

            var model = _registry.LoadFor(ModelSchema.Of(FeatureCatalogue.Default, SegmentationScheme.Default), Collection, version, TrainerPlugins.Installed.Trainers);
            _latest = new ReadVersion(version, stamp, model);
            return model;
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new ChampionUnusableException($"The champion of {Collection} cannot be used: {fault.Message}", fault);
        }
    }

    /// <summary>The champion's card. It is for reading beside the figures: whether the champion can be used is not asked here.</summary>
    public string? FindCard()
    {
        try
        {
            return _registry.Champion(Collection) is { } version ? _registry.Card(Collection, version) : null;
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Names, lengths and times of a version's files: one that was altered is read again, and refused if it is broken.</summary>
    private static string StampOf(string folder) => Directory.Exists(folder)
        ? string.Join('|', new DirectoryInfo(folder).EnumerateFiles()
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.Name} {file.Length} {file.LastWriteTimeUtc.Ticks}")))
        : string.Empty;

    private sealed record ReadVersion(string Version, string Stamp, CalibratedModel Model);
}
