namespace Palveluohjaus.Segmentation.Registry;

/// <summary>
/// gate.json in the registry's folder: what the county asks of every champion. A file, and no option of a command, so that whoever
/// promotes cannot also lower the bar without a word in the history.
/// </summary>
public sealed record GateSettings
{
    internal const string FileName = "gate.json";

    /// <summary>The largest difference in accuracy between two groups of one dimension, over 0 and at most 1. <see cref="PromotionGate.DefaultMaximumGroupGap"/> when the file does not say.</summary>
    public double MaximumGroupGap { get; init; } = PromotionGate.DefaultMaximumGroupGap;

    /// <exception cref="InvalidDataException">The file holds something else, or a limit that is none.</exception>
    internal static GateSettings Read(string path)
    {
        if (!File.Exists(path))
            return new GateSettings();
        var settings = RegistryJson.ReadFigures<GateSettings>(RegistryFiles.ReadBounded(path), path);
        return settings.MaximumGroupGap is > 0 and <= 1
            ? settings
            : throw new InvalidDataException(FormattableString.Invariant($"{path}, maximumGroupGap: it must be over 0 and at most 1, and is {settings.MaximumGroupGap}."));
    }
}
