namespace Palveluohjaus.SyntheticCounty.People;

/// <summary>Draws from the distributions the county is made of.</summary>
internal static class Draws
{
    extension(Random random)
    {
        public bool Chance(double probability) => random.NextDouble() < probability;

        public double Normal()
        {
            // Box and Muller (1958); 1 − u keeps the logarithm away from zero.
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            return radius * Math.Cos(2 * Math.PI * random.NextDouble());
        }

        public double LogNormal(double median, double sigma) => median * Math.Exp(sigma * random.Normal());

        /// <summary>A gamma draw of mean 1. Marsaglia and Tsang (2000), with their boost for a shape below 1.</summary>
        public double GammaOfMeanOne(double shape)
        {
            var boost = shape < 1 ? Math.Pow(1 - random.NextDouble(), 1 / shape) : 1;
            var d = (shape < 1 ? shape + 1 : shape) - (1.0 / 3);
            var c = 1 / Math.Sqrt(9 * d);
            while (true)
            {
                var x = random.Normal();
                var v = Math.Pow(1 + (c * x), 3);
                if (v > 0 && Math.Log(1 - random.NextDouble()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
                    return boost * d * v / shape;
            }
        }

        /// <summary>Knuth's product of uniforms; the means here are small.</summary>
        public int Poisson(double mean)
        {
            var limit = Math.Exp(-mean);
            var count = 0;
            for (var product = random.NextDouble(); product > limit; product *= random.NextDouble())
                count++;
            return count;
        }

        public T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

        /// <summary>An index, as likely as its weight is large.</summary>
        public int Weighted(ReadOnlySpan<double> weights)
        {
            var total = 0.0;
            foreach (var weight in weights)
                total += weight;

            var left = random.NextDouble() * total;
            for (var index = 0; index < weights.Length - 1; index++)
            {
                left -= weights[index];
                if (left < 0)
                    return index;
            }

            return weights.Length - 1;
        }
    }
}
