namespace Palveluohjaus.Reporting.Dashboards.Comparing;

/// <summary>
/// What some rows add up to, by themselves and client by client. What a figure is made of, and how much the rows of the same client resemble each other:
/// ten cases of one client are not ten clients.
/// </summary>
/// <param name="Rows">How many.</param>
/// <param name="Clients">How many; a row whose client is not known counts as one of its own.</param>
/// <param name="Sum">Of the rows' values.</param>
/// <param name="SumOfSquares">Of the rows' values.</param>
/// <param name="SquaredClientSums">Over clients, the square of the sum of the client's values.</param>
/// <param name="ClientSumsTimesRows">Over clients, that sum times how many rows the client has.</param>
/// <param name="SquaredClientRows">Over clients, the square of how many rows the client has.</param>
internal readonly record struct RowSums(int Rows, int Clients, double Sum, double SumOfSquares, double SquaredClientSums, double ClientSumsTimesRows, double SquaredClientRows)
{
    public double Mean => Sum / Rows;

    /// <summary>Squared deviations from the mean.</summary>
    public double Deviations => Math.Max(0, SumOfSquares - (Rows * Mean * Mean));

    /// <summary>
    /// How many times as large the variance of the mean is as it would be if every row were another client's.
    /// Where all values are equal that cannot be seen, and a client's rows are taken to be alike.
    /// </summary>
    /// <remarks>The ratio estimator for clusters of unequal size: Cochran (1977), Sampling Techniques, 3rd ed., section 9A.2; design effect: Kish (1965), Survey Sampling.</remarks>
    public double DesignEffect
    {
        get
        {
            if (Deviations <= 1e-9 * Math.Max(1, SumOfSquares) || Clients < 2)
                return SquaredClientRows / Rows;
            var between = SquaredClientSums - (2 * Mean * ClientSumsTimesRows) + (Mean * Mean * SquaredClientRows);
            return between / Deviations * Clients / (Clients - 1);
        }
    }

    public static RowSums operator +(RowSums one, RowSums other) => new(
        one.Rows + other.Rows,
        one.Clients + other.Clients,
        one.Sum + other.Sum,
        one.SumOfSquares + other.SumOfSquares,
        one.SquaredClientSums + other.SquaredClientSums,
        one.ClientSumsTimesRows + other.ClientSumsTimesRows,
        one.SquaredClientRows + other.SquaredClientRows);

    /// <summary>What is left of a whole without a part. A client who is in both counts in each.</summary>
    public static RowSums operator -(RowSums whole, RowSums part) => new(
        whole.Rows - part.Rows,
        whole.Clients - part.Clients,
        whole.Sum - part.Sum,
        whole.SumOfSquares - part.SumOfSquares,
        whole.SquaredClientSums - part.SquaredClientSums,
        whole.ClientSumsTimesRows - part.ClientSumsTimesRows,
        whole.SquaredClientRows - part.SquaredClientRows);
}
