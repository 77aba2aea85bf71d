namespace Palveluohjaus.Segmentation.Registry;

/// <summary>A vertical axis from pixels to round numbers.</summary>
internal sealed class ChartScale
{
    private readonly double _top;
    private readonly double _bottom;

    public ChartScale(double least, double greatest, double top, double bottom)
    {
        // A flat line would otherwise have no scale.
        var span = Math.Max(greatest - least, 0.1);
        var power = Math.Pow(10, Math.Floor(Math.Log10(span / 4)));
        Step = power * new[] { 1.0, 2, 5, 10 }.First(factor => factor * power * 4 >= span);
        Least = Math.Floor(least / Step) * Step;
        Greatest = Math.Max(Math.Ceiling(greatest / Step) * Step, Least + Step);
        (_top, _bottom) = (top, bottom);
    }

    public double Step { get; }

    public double Least { get; }

    public double Greatest { get; }

    public IEnumerable<double> Ticks() =>
        Enumerable.Range(0, (int)Math.Round((Greatest - Least) / Step) + 1).Select(index => Least + (index * Step));

    public double Y(double value) => _bottom - ((value - Least) / (Greatest - Least) * (_bottom - _top));
}
