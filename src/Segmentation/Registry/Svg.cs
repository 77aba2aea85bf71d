using System.Globalization;
using System.Security;
using System.Text;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>
/// A small drawing as text: no script, no outside font, a white ground of its own so that it reads on a dark page, and the same
/// drawing always the same text.
/// </summary>
internal sealed class Svg
{
    public const string Ink = "#1a1a1a";
    public const string Ink3 = "#595959";
    public const string Line = "#dedfe1";
    public const string Grid = "#e6e6e6";
    public const string Edge = "#767676";
    public const string Accent = "#005799";
    public const string Mark = "#6b7785";

    // What the four segments wear on every page; others take a colour of this row by their place. Lines are named at their end as well.
    private static readonly string[] Colours = ["#5698c8", "#c08a2b", "#0b406e", "#6e4200", "#6b7785", "#006250", "#b01038", "#8a5300"];
    private readonly StringBuilder _text = new();

    public Svg(double width, double height, string title, string description)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" ");
        _text.Append("font-family=\"'IBM Plex Sans Variable','IBM Plex Sans','Segoe UI',Arial,sans-serif\" font-size=\"12\">\n");
        _text.Append(CultureInfo.InvariantCulture, $"<title>{Escape(title)}</title>\n<desc>{Escape(description)}</desc>\n");
        Rectangle(0, 0, width, height, "#ffffff");
    }

    public static string ColourOf(string segment, int index) => segment switch
    {
        "OMA" => Colours[0],
        "TUKI" => Colours[1],
        "YHT" => Colours[2],
        "HUOL" => Colours[3],
        _ => Colours[index % Colours.Length],
    };

    /// <summary>Two hundredths of a pixel are enough, and spare the reader of a difference many digits.</summary>
    public static string Number(double value) => (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    public void Rectangle(double x, double y, double width, double height, string fill, string? title = null)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" fill=\"{fill}\"");
        _text.Append(title is null ? "/>\n" : $"><title>{Escape(title)}</title></rect>\n");
    }

    public void Segment(double x1, double y1, double x2, double y2, string stroke, double width = 1, string? dash = null)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\" stroke=\"{stroke}\" stroke-width=\"{Number(width)}\"");
        _text.Append(dash is null ? "/>\n" : $" stroke-dasharray=\"{dash}\"/>\n");
    }

    public void Path(IEnumerable<(double X, double Y)> points, string stroke, double width)
    {
        _text.Append("<polyline fill=\"none\" points=\"").AppendJoin(' ', points.Select(point => $"{Number(point.X)},{Number(point.Y)}"));
        _text.Append(CultureInfo.InvariantCulture, $"\" stroke=\"{stroke}\" stroke-width=\"{Number(width)}\" stroke-linejoin=\"round\"/>\n");
    }

    public void Circle(double x, double y, double radius, string fill, string title) =>
        _text.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(radius)}\" fill=\"{fill}\" fill-opacity=\"0.85\" stroke=\"#ffffff\"><title>{Escape(title)}</title></circle>\n");

    public void Text(double x, double y, string text, string anchor = "start", string fill = Ink3, int size = 12, int weight = 400, double turn = 0)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(x)}\" y=\"{Number(y)}\" fill=\"{fill}\"");
        if (anchor != "start")
            _text.Append(CultureInfo.InvariantCulture, $" text-anchor=\"{anchor}\"");
        if (size != 12)
            _text.Append(CultureInfo.InvariantCulture, $" font-size=\"{size}\"");
        if (weight != 400)
            _text.Append(CultureInfo.InvariantCulture, $" font-weight=\"{weight}\"");
        if (turn != 0)
            _text.Append(CultureInfo.InvariantCulture, $" transform=\"rotate({Number(turn)} {Number(x)} {Number(y)})\"");
        _text.Append(CultureInfo.InvariantCulture, $">{Escape(text)}</text>\n");
    }

    public override string ToString() => _text.ToString() + "</svg>\n";

    // A file's headings and categories may hold characters that XML forbids.
    private static string Escape(string text) => SecurityElement.Escape(string.Concat(text.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) || letter >= '\ufffe' ? ' ' : letter)));
}
