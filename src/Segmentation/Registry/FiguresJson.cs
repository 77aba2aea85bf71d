using System.Text;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>Figures as JSON, as they stand in metrics.json: camel case, and null for a figure that is not defined.</summary>
public static class FiguresJson
{
    /// <summary>Indented, with short arrays on one line.</summary>
    /// <param name="figures">Records of figures.</param>
    public static string Write<T>(T figures) => Encoding.UTF8.GetString(RegistryJson.WriteFigures(figures));
}
