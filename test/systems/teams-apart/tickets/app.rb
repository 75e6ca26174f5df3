require 'sinatra'
require 'net/http'

get '/tickets/:id' do
  Net::HTTP.get(URI("#{ENV.fetch('SEATING_URL')}/seating/#{params[:id]}"))
end
